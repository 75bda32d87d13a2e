using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>The self-assessment as a whole, the first year it is known and this year.</summary>
internal static class OverYearsAppendix
{
    public static DocumentFile Create(ReportInput input, Appendix appendix)
    {
        var year = input.Compilation.Year;
        var form = input.Compilation.Form(appendix.Form);
        var years = form is null ? null : YearsTable.FirstAndNow(form, year);
        var title = appendix.Title;
        var document = DocumentHead.StartAppendix(input, title);
        if (form is null)
        {
            document.Paragraph(Fill.In(WordTexts.NoSuchForm, $"{year}"));
        }
        else if (years is null)
        {
            document.Paragraph(WordTexts.NoEarlierYear);
        }
        else
        {
            Figures(document, years, form);
        }

        return document.ToFile(title);
    }

    private static void Figures(WordDocument document, YearsTable years, FormFigures form)
    {
        document.Heading(1, Fill.In(WordTexts.YearsHeading, $"{years.Then.Year}", $"{years.Year}"));
        if (years.Now.N == 0)
        {
            document.Paragraph(Fill.In(WordTexts.NobodyAnswered, form.Title));
        }
        else
        {
            document.Intro(WordTexts.TheShare);
            document.BulletList(years.Now.Steps
                .Where(s => s.Step.Meaning != StepMeaning.NotApplicable)
                .Select(s => $"{s.Step.Label}: {new Comparison(years.Then.Year, years.Then.Total[s.Step.Value].Percent, years.Year, s.Percent).InProse()}"));
        }

        document.Table(years.Caption, years.Table(), years.Notes());
        if (years.Now.N > 0)
        {
            document.Chart(years.Chart());
        }

        Between(document, years, form);
    }

    /// <summary>The years between the first and this one, where they are known.</summary>
    private static void Between(WordDocument document, YearsTable years, FormFigures form)
    {
        var between = form.History.Where(h => h.Total.Scale == years.Now.Scale && h.Year != years.Then.Year).ToArray();
        if (between.Length == 0)
        {
            return;
        }

        document.Heading(1, WordTexts.AllYearsHeading);
        document.Table(
            WordTexts.AllYearsCaption,
            DistributionTable.Of(WordTexts.Year,
                [($"{years.Then.Year}", years.Then.Total), .. between.Select(h => ($"{h.Year}", h.Total)), ($"{years.Year}", years.Now)]),
            between.Select(HistoryNotes.Of));
    }
}
