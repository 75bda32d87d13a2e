using Arshjulet.Documents.Packaging;

namespace Arshjulet.Documents.Excel;

/// <summary>Names that Excel takes for sheets and columns.</summary>
internal static class SheetNames
{
    private const int Longest = 31;

    /// <summary>Without the characters that Excel refuses, at most 31 long, and different from the other names, whatever their case.</summary>
    public static string Unique(string name, ICollection<string> taken)
    {
        var bare = new string([.. PlainText.OneLine(name).Select(c => "[]:*?/\\".Contains(c) ? '-' : c)]).Trim('\'', ' ');
        return Distinct(bare.Length == 0 ? ExcelTexts.Sheet : bare, Longest, taken);
    }

    /// <summary>A heading that differs from those of the table's other columns.</summary>
    public static string UniqueHeading(string heading, ICollection<string> taken)
    {
        var bare = PlainText.OneLine(heading).Trim();
        return Distinct(bare.Length == 0 ? ExcelTexts.Column : bare, 250, taken);
    }

    private static string Distinct(string name, int longest, ICollection<string> taken)
    {
        var unique = PlainText.Shorten(name, longest);
        for (var i = 2; taken.Contains(unique, StringComparer.OrdinalIgnoreCase); i++)
        {
            var number = $" ({i})";
            unique = PlainText.Shorten(name, longest - number.Length) + number;
        }

        taken.Add(unique);
        return unique;
    }
}
