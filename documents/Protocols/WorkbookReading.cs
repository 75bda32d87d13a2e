using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Arshjulet.Documents.Protocols;

/// <summary>The content of a cell.</summary>
/// <param name="Text">A text, or a number as the file writes it.</param>
/// <param name="IsFormula">The text is a formula's result, as it was last computed.</param>
/// <param name="IsText">False for numbers, dates, yes and no, and errors.</param>
internal sealed record ReadCell(string Text, bool IsFormula, bool IsText);

/// <summary>A row with something in it; columns are counted from 0, rows from 1 as Excel shows them.</summary>
internal sealed record ReadRow(int Number, IReadOnlyDictionary<int, ReadCell> Cells);

/// <summary>A sheet.</summary>
internal sealed record ReadSheet(string Name, IReadOnlyList<ReadRow> Rows);

/// <summary>
/// Reads the cells of a workbook that anybody may have sent. The SDK is not used: it unpacks and builds all that a part holds, and here memory must
/// stay small whatever is sent. A file that is larger or deeper than the limits is not a workbook.
/// </summary>
internal sealed partial class WorkbookReading
{
    /// <summary>Bytes unpacked in all. A protocol with every comment at its longest takes half of that.</summary>
    private const int MostBytes = 40_000_000;
    private const int MostParts = 2_000;
    private const int MostSheets = 60;
    private const int MostStrings = 300_000;
    private const int MostRows = 20_000;
    private const int MostColumns = 60;

    /// <summary>Elements in one row or text; Excel's widest row, each cell with its value, takes a third of that.</summary>
    private const int MostInOne = 100_000;
    private const int LastRow = 1_048_576;

    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 50,
        MaxStringContentLength = MostBytes,
        MaxBytesPerRead = 100_000,
        MaxNameTableCharCount = 100_000,
    };

    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private int _left = MostBytes;

    private WorkbookReading(ZipArchive zip)
    {
        foreach (var entry in zip.Entries)
        {
            _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>The sheets in order with their rows, or null when it is not a workbook that can be read.</summary>
    public static IReadOnlyList<ReadSheet>? Read(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            return zip.Entries.Count > MostParts ? null : new WorkbookReading(zip).Sheets();
        }
        catch (Exception e) when (
            e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private List<ReadSheet> Sheets()
    {
        var book = Related("").FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Path
            ?? throw new InvalidDataException("No workbook.");
        var related = Related(book);
        var strings = related.FirstOrDefault(r => r.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Path is { } path ? Strings(path) : [];
        var sheets = new List<ReadSheet>();
        foreach (var sheet in Elements(book, "sheet").Take(MostSheets))
        {
            var id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id")?.Value;
            if (related.FirstOrDefault(r => r.Id == id && r.Type.EndsWith("/worksheet", StringComparison.Ordinal)).Path is { } of)
            {
                sheets.Add(new ReadSheet(sheet.Attribute("name")?.Value ?? "", Rows(of, strings)));
            }
        }

        return sheets;
    }

    private List<ReadRow> Rows(string path, List<string> strings)
    {
        var rows = new List<ReadRow>();
        var number = 0;
        foreach (var row in Elements(path, "row"))
        {
            var given = int.TryParse(row.Attribute("r")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
            number = given is > 0 and <= LastRow ? given : number + 1;
            var cells = CellsOf(row, strings);
            if (cells.Count > 0)
            {
                rows.Add(rows.Count < MostRows ? new ReadRow(number, cells) : throw new InvalidDataException("Too many rows."));
            }
        }

        return rows;
    }

    private static Dictionary<int, ReadCell> CellsOf(XElement row, List<string> strings)
    {
        var cells = new Dictionary<int, ReadCell>();
        var column = -1;
        foreach (var cell in row.Elements().Where(e => e.Name.LocalName == "c"))
        {
            column = ColumnOf(cell.Attribute("r")?.Value) ?? column + 1;
            if (column < MostColumns && CellOf(cell, strings) is { } read)
            {
                cells[column] = read;
            }
        }

        return cells;
    }

    private static ReadCell? CellOf(XElement cell, List<string> strings)
    {
        var formula = Child(cell, "f") is not null;
        var value = Child(cell, "v")?.Value;
        var type = cell.Attribute("t")?.Value;
        var text = type switch
        {
            "s" => value is null ? null : strings[int.Parse(value, NumberStyles.Integer, CultureInfo.InvariantCulture)],
            "inlineStr" => Child(cell, "is") is { } inline ? TextOf(inline) : null,
            "str" => value is null ? null : Unescaped(value),
            _ => value,
        };
        return formula || !string.IsNullOrWhiteSpace(text) ? new ReadCell(text ?? "", formula, type is "s" or "inlineStr" or "str") : null;
    }

    /// <summary>"C7" → 2; null where the cell does not say.</summary>
    private static int? ColumnOf(string? reference)
    {
        var letters = (reference ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4).ToArray();
        return letters.Length is 0 or > 3 ? null : letters.Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;
    }

    private List<string> Strings(string path)
    {
        var strings = new List<string>();
        foreach (var item in Elements(path, "si"))
        {
            strings.Add(strings.Count < MostStrings ? TextOf(item) : throw new InvalidDataException("Too many texts."));
        }

        return strings;
    }

    /// <summary>The text of a string item, with or without formatting in it; not the phonetic guide that some languages have beside it.</summary>
    private static string TextOf(XElement item) => Unescaped(string.Concat(item.Elements().SelectMany(e => e.Name.LocalName switch
    {
        "t" => [e.Value],
        "r" => e.Elements().Where(t => t.Name.LocalName == "t").Select(t => t.Value),
        _ => Array.Empty<string>(),
    })));

    private static string Unescaped(string text) => CharacterCode().Replace(
        text, m => ((char)ushort.Parse(m.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    /// <summary>A part's relationships inside the file; "" is the file itself.</summary>
    private List<(string? Id, string Type, string? Path)> Related(string part)
    {
        var cut = part.LastIndexOf('/') + 1;
        var list = $"{part[..cut]}_rels/{part[cut..]}.rels";
        return _parts.ContainsKey(list)
            ? [.. Elements(list, "Relationship").Where(r => r.Attribute("TargetMode")?.Value != "External")
                .Select(r => (r.Attribute("Id")?.Value, r.Attribute("Type")?.Value ?? "", (string?)PathOf(part[..cut], r.Attribute("Target")?.Value ?? "")))]
            : [];
    }

    /// <summary>A target as a path from the file's root.</summary>
    private static string PathOf(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(s => s != "."))
        {
            if (step != "..")
            {
                path.Add(step);
            }
            else if (path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
        }

        return string.Join('/', path);
    }

    /// <summary>The elements with this name, one at a time, at any depth and in any edition of the standard.</summary>
    private IEnumerable<XElement> Elements(string path, string name)
    {
        using var reader = XmlDictionaryReader.CreateTextReader(Unpacked(path), Quotas);
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                yield return Element(reader);
            }
            else
            {
                reader.Read();
            }
        }
    }

    /// <summary>
    /// An element with its content; the reader is then after it. The framework's own reading is not used, since it has no limit: 40 MB of empty cells
    /// in one row are ten million elements.
    /// </summary>
    private static XElement Element(XmlDictionaryReader reader)
    {
        var open = new Stack<XElement>();
        for (var count = 0; ;)
        {
            XElement? ended = null;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = ++count <= MostInOne
                        ? new XElement(XName.Get(reader.LocalName, reader.NamespaceURI))
                        : throw new InvalidDataException("Too much in one element.");
                    var empty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                        {
                            element.Add(new XAttribute(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
                        }
                    }

                    reader.MoveToElement();
                    if (open.TryPeek(out var parent))
                    {
                        parent.Add(element);
                    }

                    open.Push(element);
                    ended = empty ? open.Pop() : null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    open.Peek().Add(new XText(reader.Value));
                    break;
                case XmlNodeType.EndElement:
                    ended = open.Pop();
                    break;
            }

            var more = reader.Read();
            if (ended is not null && open.Count == 0)
            {
                return ended;
            }

            if (!more)
            {
                throw new InvalidDataException("The part ends in the middle of an element.");
            }
        }
    }

    /// <summary>A part's content. The size that a zip states may be false, so the unpacked bytes are counted.</summary>
    private byte[] Unpacked(string path)
    {
        if (!_parts.TryGetValue(path, out var entry))
        {
            throw new InvalidDataException($"{path} is missing.");
        }

        using var packed = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[65_536];
        while (packed.Read(buffer) is > 0 and var read)
        {
            _left -= read;
            content.Write(buffer, 0, _left >= 0 ? read : throw new InvalidDataException("Too large."));
        }

        return content.ToArray();
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex CharacterCode();
}
