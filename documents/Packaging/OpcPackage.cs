using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;

namespace Arshjulet.Documents.Packaging;

/// <summary>
/// An Office file: parts, their types and relationships in a zip. The SDK's own packaging is not used: it makes up names and relationship ids
/// and writes the time into the zip, and the same documents must have the same bytes.
/// </summary>
internal sealed class OpcPackage
{
    private const string RelationshipType = "application/vnd.openxmlformats-package.relationships+xml";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";

    // The first instant a zip can hold; no reader shows it.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Path, string ContentType, byte[] Content)> _parts = [];
    private readonly List<(string Source, string Id, string Type, string Target, bool External)> _relationships = [];

    /// <summary>Adds a part; the path has no slash in front.</summary>
    public void Add(string path, string contentType, byte[] content) => _parts.Add((path, contentType, content));

    public void Add(string path, string contentType, OpenXmlElement root) => Add(path, contentType, Xml(root.OuterXml));

    public void Add(string path, string contentType, XElement root) => Add(path, contentType, Xml(root.ToString(SaveOptions.DisableFormatting)));

    /// <summary>Relates a part ("" is the package itself) to a target, given as that part's reader will look for it.</summary>
    public void Relate(string source, string id, string type, string target, bool external = false) =>
        _relationships.Add((source, id, type, target, external));

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", Xml(ContentTypes().ToString(SaveOptions.DisableFormatting)));
            WriteRelationships(zip, "");
            foreach (var (path, _, content) in _parts)
            {
                Write(zip, path, content);
                WriteRelationships(zip, path);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Xml(string root) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + root);

    private XElement ContentTypes() => new(Types + "Types",
        new XElement(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", RelationshipType)),
        new XElement(Types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
        _parts.Select(p => new XElement(Types + "Override", new XAttribute("PartName", $"/{p.Path}"), new XAttribute("ContentType", p.ContentType))));

    private void WriteRelationships(ZipArchive zip, string source)
    {
        var own = _relationships.Where(r => r.Source == source).ToArray();
        if (own.Length == 0)
        {
            return;
        }

        var cut = source.LastIndexOf('/') + 1;
        var root = new XElement(Relationships + "Relationships", own.Select(r => new XElement(Relationships + "Relationship",
            new XAttribute("Id", r.Id), new XAttribute("Type", r.Type), new XAttribute("Target", r.Target),
            r.External ? new XAttribute("TargetMode", "External") : null)));
        Write(zip, $"{source[..cut]}_rels/{source[cut..]}.rels", Xml(root.ToString(SaveOptions.DisableFormatting)));
    }

    private static void Write(ZipArchive zip, string path, byte[] content)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
