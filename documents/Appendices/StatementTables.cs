using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>A section's statements, each with its answers over the scale, and their total.</summary>
internal static class StatementTables
{
    public static void Append(WordDocument document, SectionFigures section, string year)
    {
        if (section.Totals.Count == 0)
        {
            return;
        }

        document.Heading(2, section.Title);
        foreach (var total in section.Totals)
        {
            var rows = section.Questions
                .Where(q => q.Kind == QuestionKind.Statement && q.Distribution!.Scale == total.Scale)
                .Select(q => (Statements.Label(q), q.Distribution!)).ToArray();
            document.Table(
                Fill.In(WordTexts.StatementsCaption, section.Title, year),
                DistributionTable.Of(WordTexts.Statement, rows, (WordTexts.WholeCategory, total)),
                DistributionTable.HiddenByRounding([(WordTexts.WholeCategory, total)]));
        }
    }
}
