using System.Text.RegularExpressions;
using Arshjulet.Documents.Packaging;
using Arshjulet.Model.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Documents.Excel;

/// <summary>A workbook's texts, each once, in the order they are first used.</summary>
internal sealed partial class SharedStrings
{
    // A cell holds at most 32,767 characters; a longer one makes Excel repair the file.
    private const int LongestText = 32_700;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private int _uses;

    public int IndexOf(string text)
    {
        _uses++;
        var kept = PlainText.Shorten(CleanText.From(text), LongestText);
        if (!_indexes.TryGetValue(kept, out var index))
        {
            index = _indexes.Count;
            _indexes.Add(kept, index);
        }

        return index;
    }

    public SharedStringTable Root()
    {
        var table = new SharedStringTable { Count = (uint)_uses, UniqueCount = (uint)_indexes.Count };
        // In the order of their index.
        foreach (var text in _indexes.OrderBy(i => i.Value).Select(i => i.Key))
        {
            table.Append(new SharedStringItem(new Text(Escape(text)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        return table;
    }

    /// <summary>Excel reads _x000D_ as a character's code, so a text that has it as it is must be escaped.</summary>
    public static string Escape(string text) => CharacterCode().Replace(text, "_x005F$0");

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex CharacterCode();
}
