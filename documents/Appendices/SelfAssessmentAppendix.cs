using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>This year's self-assessment, category by category, and whose answers the figures are made from.</summary>
internal static class SelfAssessmentAppendix
{
    public static DocumentFile Create(ReportInput input, Appendix appendix)
    {
        var title = appendix.Title;
        var document = DocumentHead.StartAppendix(input, title, landscape: true);
        if (input.Compilation.Form(appendix.Form) is not { } form)
        {
            document.Paragraph(Fill.In(WordTexts.NoSuchForm, $"{input.Compilation.Year}"));
            return document.ToFile(title);
        }

        if (form.Respondents == 0)
        {
            document.Paragraph(Fill.In(WordTexts.NobodyAnswered, form.Title));
        }
        else
        {
            Figures(document, form, input);
        }

        Returns.Append(document, form, input);
        return document.ToFile(title);
    }

    private static void Figures(WordDocument document, FormFigures form, ReportInput input)
    {
        var year = $"{input.Compilation.Year}";
        document.Heading(1, WordTexts.Overall);
        document.Paragraph(Fill.In(WordTexts.HowToRead, Swedish.Number(form.Respondents), Swedish.Number(form.Statements.Count())));
        foreach (var total in form.Totals)
        {
            var rows = Statements.Categories(form, total.Scale);
            document.Table(
                Fill.In(WordTexts.CategoriesCaption, year),
                DistributionTable.Of(WordTexts.Category, rows, (WordTexts.AllCategories, total)),
                DistributionTable.HiddenByRounding([.. rows, (WordTexts.AllCategories, total)]));
            if (Statements.Stacked(Fill.In(WordTexts.CategoriesChart, year), [.. rows, (WordTexts.AllCategories, total)]) is { } chart)
            {
                document.Chart(chart);
                document.Note(WordTexts.SmallLabels);
            }
        }

        document.Heading(1, WordTexts.Statements);
        foreach (var section in form.Sections.Where(s => s.Items is null))
        {
            StatementTables.Append(document, section, year);
        }

        document.Heading(1, WordTexts.BodyByBody);
        foreach (var scale in form.Totals.Select(t => t.Scale))
        {
            document.Table(Fill.In(WordTexts.BodiesCaption, year), DistributionTable.Of(WordTexts.BodyName, Bodies(form, form.Scales[scale], input)));
        }
    }

    /// <summary>Each body that answered, its statements counted over the scale.</summary>
    private static (string, Distribution)[] Bodies(FormFigures form, Scale scale, ReportInput input)
    {
        var values = form.Statements.Where(q => q.Distribution!.Scale == scale.Key).SelectMany(q => q.ByBody)
            .Where(b => b.Value is not null).ToLookup(b => b.Body, b => b.Value!);
        return
        [
            .. input.Compilation.Returns.Where(r => r.Submissions.Any(s => s.Form == form.Key))
                .Select(r => (r.Body.Name, Distribution.Of(scale, values[r.Body.Id]))),
        ];
    }
}
