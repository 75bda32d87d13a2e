using System.Xml.Linq;
using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>Makes a file of a document's parts. Names and ids are fixed.</summary>
internal static class WordPackage
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string Main = "word/document.xml";

    public static byte[] Bytes(WordDocument document)
    {
        var package = new OpcPackage();
        package.Relate("", "rId1", $"{Office}/officeDocument", Main);
        package.Add(Main, $"{Type}.document.main+xml", new Document(new Body([.. document.Content, WordPage.Section(document.Landscape)])));
        AddResource(package, "rIdStyles", "styles");
        AddResource(package, "rIdSettings", "settings");
        package.Add("word/numbering.xml", $"{Type}.numbering+xml", WordNumbering.Of(document.Numbered));
        package.Relate(Main, "rIdNumbering", $"{Office}/numbering", "numbering.xml");
        package.Add("word/footer.xml", $"{Type}.footer+xml", WordPage.FooterOf(document.Footer, document.Landscape));
        package.Relate(Main, "rIdFooter", $"{Office}/footer", "footer.xml");
        for (var i = 0; i < document.Links.Count; i++)
        {
            package.Relate(Main, $"rIdLink{i + 1}", $"{Office}/hyperlink", document.Links[i], external: true);
        }

        for (var i = 0; i < document.Charts.Count; i++)
        {
            AddChart(package, document.Charts[i], i + 1);
        }

        document.Properties.AddTo(package);
        return package.ToBytes();
    }

    /// <summary>An XML file embedded in the assembly.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(WordPackage).Assembly.GetManifestResourceStream($"Arshjulet.Documents.Word.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void AddResource(OpcPackage package, string id, string name)
    {
        package.Add($"word/{name}.xml", $"{Type}.{name}+xml", XElement.Parse(Resource($"{name}.xml")));
        package.Relate(Main, id, $"{Office}/{name}", $"{name}.xml");
    }

    private static void AddChart(OpcPackage package, BarChart chart, int number)
    {
        var part = $"word/charts/chart{number}.xml";
        package.Add(part, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", ChartXml.Of(chart));
        package.Relate(Main, ChartDrawing.RelationshipId(number), $"{Office}/chart", $"charts/chart{number}.xml");
        package.Add($"word/embeddings/chart{number}.xlsx", DocumentFile.Excel, ChartWorkbook.Bytes(chart));
        package.Relate(part, ChartXml.WorkbookId, $"{Office}/package", $"../embeddings/chart{number}.xlsx");
    }
}
