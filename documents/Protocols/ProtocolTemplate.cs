using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Protocols;

/// <summary>What a test protocol is made of.</summary>
public sealed record ProtocolInput
{
    public required int Year { get; init; }
    public required Form Form { get; init; }

    /// <summary>Whose items: one body's, or for an expert every body's.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    /// <summary>Who fills it in, as printed: the body's name.</summary>
    public required string Name { get; init; }

    /// <summary>The answers so far, by question key.</summary>
    public required IReadOnlyDictionary<string, Answer> Answers { get; init; }

    /// <summary>The city and its office, as printed.</summary>
    public required string Sender { get; init; }
}

/// <summary>
/// The questions about bodies' items as a workbook to fill in: a sheet for each section, a row for each item and criterion. A row is recognised by
/// its hidden key, so that it can be sorted and moved. Pure: the same answers give the same bytes.
/// </summary>
public static class ProtocolTemplate
{
    public static DocumentFile Create(ProtocolInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var title = Fill.In(ExcelTexts.ProtocolTitle, input.Form.Title, input.Year, input.Name);
        var lists = input.Form.Scales.Values.OrderBy(s => s.Key, StringComparer.Ordinal).Select((s, i) => (Scale: s, Name: $"Skala_{i + 1}")).ToArray();
        var names = lists.ToDictionary(l => l.Scale.Key, l => l.Name);
        Sheet[] sheets =
        [
            ReadMe(title),
            .. input.Form.ItemSectionsFor(input.Bodies).Select(s => SheetOf(input, s.Section, s.Questions, names)),
            .. lists.Length == 0 ? Array.Empty<Sheet>() : [Lists(lists)],
        ];
        var content = WorkbookFile.Bytes(sheets, new DocumentProperties(title, input.Sender));
        return new DocumentFile(PlainText.FileName(title, ".xlsx"), DocumentFile.Excel, content);
    }

    /// <summary>Tells a row of this year's form from every other: <c>2024/dos/tjanst-18.kontrast</c>.</summary>
    internal static string KeyOf(int year, Form form, Question question) => $"{year}/{form.Key}/{question.Key}";

    private static Sheet SheetOf(ProtocolInput input, Section section, IReadOnlyList<Question> questions, Dictionary<string, string> lists) => new(
        section.Title,
        [
            new Column(ExcelTexts.Item, 32), new Column(ExcelTexts.Criterion, 48),
            new Column(ExcelTexts.Outcome, 30) { Input = true, ListedBy = 6 },
            new Column(ExcelTexts.Comment, 50) { Input = true },
            new Column(ExcelTexts.Evidence, 40) { Input = true },
            new Column(ExcelTexts.RowKey, 30) { Hidden = true }, new Column(ExcelTexts.RowList, 12) { Hidden = true },
        ],
        [.. questions.Select(q => RowOf(input, q, lists))]);

    private static IReadOnlyList<Cell> RowOf(ProtocolInput input, Question question, Dictionary<string, string> lists)
    {
        var answer = input.Answers.GetValueOrDefault(question.Key);
        var outcome = input.Form.ScaleOf(question)?.Find(answer?.Value)?.Label ?? answer?.Value;
        return
        [
            question.Group, question.Text, outcome, answer?.Comment, answer?.Evidence,
            KeyOf(input.Year, input.Form, question), question.Scale is null ? null : lists[question.Scale],
        ];
    }

    private static Sheet ReadMe(string title) => new(
        ExcelTexts.ReadMe,
        [new Column(ExcelTexts.About, 26), new Column(ExcelTexts.Content, 90)],
        [
            [ExcelTexts.Workbook, title],
            [ExcelTexts.How, ExcelTexts.HowText],
            [ExcelTexts.Empty, ExcelTexts.EmptyText],
            [ExcelTexts.Sorting, ExcelTexts.SortingText],
        ]);

    private static Sheet Lists((Scale Scale, string Name)[] lists) => new(
        ExcelTexts.Lists,
        [.. lists.Select(l => new Column(l.Name, 30))],
        [
            .. Enumerable.Range(0, lists.Max(l => l.Scale.Steps.Count))
                .Select(i => (IReadOnlyList<Cell>)[.. lists.Select(l => (Cell)l.Scale.Steps.ElementAtOrDefault(i)?.Label)]),
        ])
    {
        Hidden = true,
        Lists = [.. lists.Select(l => l.Name)],
    };
}
