using Arshjulet.Documents.Texts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Report;

/// <summary>The report itself: the head, then the office's sections in their order.</summary>
internal static class ReportDocument
{
    private static readonly Decider[] Order = [Decider.Ksau, Decider.Ks, Decider.Kf];

    public static DocumentFile Create(ReportInput input)
    {
        var document = DocumentHead.Start(input, input.Plan.Title);
        document.Particular(WordTexts.Document, WordTexts.OfficialLetter);
        DocumentHead.Particulars(document, input);
        document.Particular(WordTexts.To, Swedish.List([Deciders.Title(Order[0]), .. Order.Skip(1).Select(Deciders.Name)]));

        foreach (var section in input.Sections)
        {
            Section(document, section, input);
        }

        return document.ToFile(input.FileName);
    }

    private static void Section(WordDocument document, ReportSection section, ReportInput input)
    {
        document.Heading(section.Level, section.Heading);
        WordBlocks.Append(document, OfficeText.Parse(section.Markdown));
        switch (section.Kind)
        {
            case ReportSectionKind.SelfAssessment:
                SelfAssessmentFigures.Append(document, input);
                break;
            case ReportSectionKind.Decisions:
                DecisionList.Append(document, input.Proposals);
                break;
            case ReportSectionKind.Documents:
                document.BulletList([input.FileName, .. input.Appendices.OrderBy(a => a.Number).Select(a => a.Title)]);
                break;
            case ReportSectionKind.Meetings:
                Meetings(document, input.Plan.Dates);
                break;
            case ReportSectionKind.Recipients:
                document.BulletList(input.Recipients);
                break;
            case ReportSectionKind.Signatories:
                document.BulletList(input.Plan.Signatories.Select(s => $"{s.Name} – {s.Title}"));
                break;
        }
    }

    private static void Meetings(WordDocument document, YearDates dates)
    {
        (Decider Decider, PlannedDate Date)[] meetings = [(Decider.Ksau, dates.Ksau), (Decider.Ks, dates.Ks), (Decider.Kf, dates.Kf)];
        document.Table(new WordTable(
            [new WordColumn(WordTexts.MeetingBody, 3), new WordColumn(WordTexts.Date, 2)],
            [.. meetings.Select(m => (IReadOnlyList<string>)
                [Deciders.Title(m.Decider), Swedish.Date(m.Date.Date) + (m.Date.Sample ? $" ({WordTexts.SampleDate})" : "")])])
        { Caption = WordTexts.Meetings });
    }
}
