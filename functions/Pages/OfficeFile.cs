using System.IO.Compression;
using System.Xml;

namespace Arshjulet.Functions.Pages;

/// <summary>
/// Looks in an Office file (a zip of XML parts) for what can act when somebody opens it: macros, Excel's old macro sheets, DDE fields and links,
/// templates and objects that are fetched from elsewhere, and embedded programs. The XML is parsed, because names can be written in many ways. Not
/// looked at: pictures, also those that are fetched, links to other workbooks, and the cells of an embedded workbook (a chart's numbers).
/// </summary>
internal static class OfficeFile
{
    private const int MostParts = 10_000;

    /// <summary>Bytes of XML that are read of one file: a hundred times a long report, and little enough for a page to wait for.</summary>
    private const long MostXml = 100_000_000;

    private const string ContentTypes = "[Content_Types].xml";
    private static readonly string[] ActiveTypes = ["macroEnabled", "vbaProject", "macrosheet", "oleObject", "activeX"];
    private static readonly string[] ActiveRelationships = ["/oleObject", "/vbaProject", "/control", "/wordVbaData", "/xlMacrosheet", "/xlIntlMacrosheet"];

    /// <summary>Relationships that are harmless within the file and fetch something when they lead out of it.</summary>
    private static readonly string[] FetchingRelationships = ["/attachedTemplate", "/frame", "/subDocument", "/package"];

    /// <summary>What is wrong with a file that is to be an Office file with a main part of this type; null for nothing.</summary>
    public static FileFault? FaultOf(byte[] content, string mainPart)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);

            // Two lists of parts, or one under another case, are read differently by different programs.
            var lists = zip.Entries.Where(e => e.FullName.Equals(ContentTypes, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (zip.Entries.Count > MostParts || lists is not [{ FullName: ContentTypes } list])
            {
                return FileFault.WrongKind;
            }

            var budget = new Budget();
            var types = Elements(list, budget).Select(e => e.Attributes.GetValueOrDefault("ContentType") ?? "").ToArray();
            return !types.Contains(mainPart, StringComparer.OrdinalIgnoreCase) ? FileFault.WrongKind
                : types.Any(t => Has(t, ActiveTypes)) ? FileFault.Active : PartsFaultOf(zip, budget);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return FileFault.WrongKind;
        }
    }

    private static FileFault? PartsFaultOf(ZipArchive zip, Budget budget)
    {
        try
        {
            return zip.Entries.Any(e => IsActive(e, budget)) ? FileFault.Active : null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return FileFault.Damaged;
        }
    }

    private static bool IsUnreadable(Exception e) => e is InvalidDataException or IOException or NotSupportedException or ArgumentException or XmlException;

    private static bool IsActive(ZipArchiveEntry entry, Budget budget)
    {
        if (entry.Name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            return Elements(entry, budget).Any(IsActiveRelationship);
        }

        return entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && HasDde(Elements(entry, budget));
    }

    private static bool IsActiveRelationship(Element relationship)
    {
        var type = relationship.Attributes.GetValueOrDefault("Type") ?? "";
        var leadsOut = string.Equals(relationship.Attributes.GetValueOrDefault("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
        return ActiveRelationships.Any(r => type.EndsWith(r, StringComparison.OrdinalIgnoreCase))
            || (leadsOut && FetchingRelationships.Any(r => type.EndsWith(r, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A field's instruction may be spread over several runs, so the pieces are read as one text.</summary>
    private static bool HasDde(IEnumerable<Element> elements)
    {
        var instruction = "";
        foreach (var element in elements)
        {
            instruction = element.Name switch
            {
                "instrText" => instruction + element.Text,
                "fldSimple" => element.Attributes.GetValueOrDefault("instr") ?? "",
                "fldChar" when element.Attributes.GetValueOrDefault("fldCharType") == "begin" => "",
                _ => instruction,
            };
            if (element.Name is "ddeLink" or "oleLink" || instruction.TrimStart().StartsWith("DDE", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string text, IEnumerable<string> words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>A part's elements by their local names, each with its attributes and its first text.</summary>
    private static IEnumerable<Element> Elements(ZipArchiveEntry entry, Budget budget)
    {
        using var reader = XmlReader.Create(
            new CountedStream(entry.Open(), budget), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var name = reader.LocalName;
                var attributes = new Dictionary<string, string>();
                while (reader.MoveToNextAttribute())
                {
                    attributes.TryAdd(reader.LocalName, reader.Value);
                }

                reader.MoveToElement();
                yield return new Element(name, attributes, name == "instrText" && !reader.IsEmptyElement && reader.Read() ? reader.Value : "");
            }
        }
    }

    private sealed record Element(string Name, IReadOnlyDictionary<string, string> Attributes, string Text);

    private sealed class Budget
    {
        public long Left { get; set; } = MostXml;
    }

    /// <summary>Stops where a small file unpacks to far more than any real one: the sizes that a zip states may be false.</summary>
    private sealed class CountedStream(Stream inner, Budget budget) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            budget.Left -= read;
            return budget.Left >= 0 ? read : throw new InvalidDataException($"The file unpacks to more than {MostXml} bytes.");
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
