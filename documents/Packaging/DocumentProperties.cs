using System.Xml.Linq;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Packaging;

/// <summary>Title, language, sender and date of an Office file. The date is that of the matter, never the current one.</summary>
internal sealed record DocumentProperties(string Title, string? Creator = null, DateOnly? Date = null)
{
    private static readonly XNamespace Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace DcTerms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    public void AddTo(OpcPackage package)
    {
        package.Add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", Root());
        package.Relate("", "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
    }

    private XElement Root() => new(Core + "coreProperties",
        new XAttribute(XNamespace.Xmlns + "cp", Core), new XAttribute(XNamespace.Xmlns + "dc", Dc),
        new XAttribute(XNamespace.Xmlns + "dcterms", DcTerms), new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
        new XElement(Dc + "title", PlainText.OneLine(Title)),
        Creator is null ? null : new XElement(Dc + "creator", PlainText.OneLine(Creator)),
        new XElement(Dc + "language", "sv-SE"),
        Date is { } date ? new[] { Instant("created", date), Instant("modified", date) } : null);

    private static XElement Instant(string name, DateOnly date) =>
        new(DcTerms + name, new XAttribute(Xsi + "type", "dcterms:W3CDTF"), $"{Swedish.Date(date)}T00:00:00Z");
}
