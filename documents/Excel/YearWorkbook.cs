using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Excel;

/// <summary>Every figure of the year as a workbook for further analysis: one table on each sheet, numbers as numbers.</summary>
internal static class YearWorkbook
{
    public static DocumentFile Create(ReportInput input)
    {
        var title = Fill.In(ExcelTexts.Title, input.Compilation.Year);
        Sheet[] sheets =
        [
            ReadMe(input, title),
            KeyFigures(input.Compilation),
            .. input.Compilation.Forms.Select(FormSheets.Distributions),
            FormSheets.Answers(input.Compilation),
            FormSheets.Texts(input.Compilation),
            .. input.Compilation.Survey is { Result: { } result } survey ? new[] { SurveySheet.Of(survey, result) } : [],
            Underlag(input.Compilation),
            HistorySheet.Of(input.Compilation),
        ];
        var properties = new DocumentProperties(title, $"{input.City}, {input.Office}", input.Plan.Dates.Ksau.Date);
        return new DocumentFile(PlainText.FileName(title, ".xlsx"), DocumentFile.Excel, WorkbookFile.Bytes(sheets, properties));
    }

    private static Sheet ReadMe(ReportInput input, string title) => new(
        ExcelTexts.ReadMe,
        [new Column(ExcelTexts.About, 26), new Column(ExcelTexts.Content, 90)],
        [
            [ExcelTexts.Workbook, title],
            [ExcelTexts.Matter, input.Plan.Title],
            [ExcelTexts.Sender, $"{input.City}, {input.Office}"],
            [ExcelTexts.Date, Swedish.Date(input.Plan.Dates.Ksau.Date)],
            [ExcelTexts.DiaryNumber, input.DiaryNumber ?? ExcelTexts.NotKnown],
            [ExcelTexts.Fingerprint, input.Compilation.Fingerprint],
            [ExcelTexts.FingerprintMeans, ExcelTexts.FingerprintText],
            [ExcelTexts.Percent, ExcelTexts.PercentText],
            [ExcelTexts.Zero, ExcelTexts.ZeroText],
            [ExcelTexts.SampleValues, ExcelTexts.SampleText],
        ]);

    private static Sheet KeyFigures(Compilation compilation) => new(
        ExcelTexts.KeyFigures,
        [
            new Column(ExcelTexts.Name, 55), new Column(ExcelTexts.Text, 60), new Column(ExcelTexts.Count, 12),
            new Column(ExcelTexts.N, 16), new Column(ExcelTexts.PercentColumn, 18),
        ],
        [.. compilation.Figures.Select(f => (IReadOnlyList<Cell>)[f.Name, f.Text, f.Count, f.N, f.Percent])])
    { FrozenColumns = 1 };

    /// <summary>Every return with its submissions; a body that has not answered has a row that says so.</summary>
    private static Sheet Underlag(Compilation compilation)
    {
        var rows = compilation.Returns.SelectMany(r => r.Submissions
            .Select(s => (IReadOnlyList<Cell>)
            [
                r.Body.Name, FormSheets.TitleOf(compilation, s.Form), s.Late ? ExcelTexts.StateLate : ExcelTexts.StateAnswered,
                s.Sequence, Swedish.DateAndTime(s.SubmittedAt), s.Decision, s.Fingerprint,
            ])
            .Concat(r.MissingForms.Select(f => (IReadOnlyList<Cell>)
                [r.Body.Name, FormSheets.TitleOf(compilation, f), r.Body.Exempt is { } why ? $"{ExcelTexts.StateExempt}: {why}" : ExcelTexts.StateMissing])));
        return new Sheet(
            ExcelTexts.Underlag,
            [
                new Column(ExcelTexts.Body, 38), new Column(ExcelTexts.Form, 40), new Column(ExcelTexts.State, 16), new Column(ExcelTexts.Sequence, 12),
                new Column(ExcelTexts.SubmittedAt, 20), new Column(ExcelTexts.Decision, 34), new Column(ExcelTexts.Fingerprint, 70),
            ],
            [.. rows])
        { FrozenColumns = 1 };
    }
}
