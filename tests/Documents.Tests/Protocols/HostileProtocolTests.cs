using System.IO.Compression;
using System.Text;
using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Packaging;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Arshjulet.Documents.Tests.Protocols;

/// <summary>A file that was made to do harm, or broke on the way, is refused or read for what is in it, and none throws.</summary>
public class HostileProtocolTests
{
    private const string Types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
    private const string Root = "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='/xl/workbook.xml'/></Relationships>";
    private const string Book = "<workbook xmlns:r='r'><sheets><sheet name='A' sheetId='1' r:id='a'/></sheets></workbook>";
    private const string BookRoot =
        "<Relationships><Relationship Id='a' Type='x/worksheet' Target='../xl/./a.xml'/>" +
        "<Relationship Id='s' Type='x/sharedStrings' Target='s.xml'/></Relationships>";

    private static readonly byte[] Template =
        Protocols.Template(Protocols.Answered("tjanst-1.kontrast", "klarar", "En kommentar", "https://exempel.se")).Content;

    public static TheoryData<string> Unreadable() => [.. Files.Keys];

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["nothing"] = () => [],
        ["text"] = () => "Låna böcker;Helt tillgänglig"u8.ToArray(),
        ["the first bytes of a zip"] = () => [0x50, 0x4B, 0x03, 0x04, 1, 2, 3],
        ["half a file"] = () => Template[..(Template.Length / 2)],
        ["a zip of something else"] = () => Zip(("annat.txt", "x")),
        ["no workbook"] = () => Zip(("[Content_Types].xml", Types), ("_rels/.rels", Root)),
        ["no sheet"] = () => Zip(("_rels/.rels", Root), ("xl/workbook.xml", Book), ("xl/_rels/workbook.xml.rels", BookRoot), ("xl/s.xml", "<sst/>")),
        ["XML that is broken"] = () => Workbook("<worksheet><row"),
        ["entities in entities"] = () => Workbook(
            "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet><row><c t='str'><v>&b;</v></c></row></worksheet>"),
        ["an outer file"] = () => Workbook("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><worksheet/>"),
        ["elements in elements"] = () => Workbook(string.Concat(Enumerable.Repeat("<a>", 2_000_000))),
        ["a bomb"] = () => Workbook($"<worksheet><row><c t='str'><v>{new string(' ', 60_000_000)}</v></c></row></worksheet>"),
        ["a million rows"] = () => Workbook($"<worksheet>{string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 1_000_000))}</worksheet>"),
        ["a row of nothing but cells"] = () => Workbook($"<worksheet><row>{string.Concat(Enumerable.Repeat("<c/>", 9_000_000))}</row></worksheet>"),
        ["a text that is not there"] = () => Workbook("<worksheet><row><c t='s'><v>7</v></c></row></worksheet>"),
        ["a text with a number below nothing"] = () => Workbook("<worksheet><row><c t='s'><v>-1</v></c></row></worksheet>"),
        ["a text with a word for a number"] = () => Workbook("<worksheet><row><c t='s'><v>ett</v></c></row></worksheet>"),
        ["texts without end"] = () => Workbook("<worksheet/>", $"<sst>{string.Concat(Enumerable.Repeat("<si/>", 400_000))}</sst>"),
        ["thousands of parts"] = () => Zip([.. Enumerable.Range(0, 3_000).Select(i => ($"{i}.xml", ""))]),
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void A_file_that_is_no_workbook_is_refused(string file) => Assert.Null(Protocols.Read(Files[file]()));

    [Fact]
    public void A_row_of_nothing_but_cells_is_refused_before_it_is_built()
    {
        var file = Files["a row of nothing but cells"]();
        Assert.Null(Protocols.Read(file));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Protocols.Read(file));

        // The part itself is unpacked, growing as it goes, and no more than a little of it is built.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250_000_000);
    }

    [Fact]
    public void A_workbook_of_something_else_is_not_the_template()
    {
        var other = WorkbookFile.Bytes([new Sheet("Budget", [new Column("Konto", 10)], [["4711"], [12]])], new DocumentProperties("Budget"));
        var read = Protocols.Read(other)!;
        Assert.False(read.IsTemplate);
        Assert.Equal(["Budget"], read.OtherSheets);
    }

    [Fact]
    public void Odd_but_harmless_markup_is_read()
    {
        // Rows and cells without numbers, a sheet under two names, a column and a row far outside, another namespace.
        var read = Protocols.Read(Workbook(
            "<x:worksheet xmlns:x='y'><x:sheetData><x:row r='99999999999'><x:c r='ZZZZ1' t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c>" +
            "<x:c r='XFD1'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"))!;
        Assert.Equal((false, 0), (read.IsTemplate, read.Rows.Count));
    }

    [Theory]
    [InlineData("En&#0; kommentar")]
    [InlineData("En_x0000_ kommentar")]
    public void Characters_that_cannot_be_printed_are_left_out(string comment)
    {
        var parts = Unzip(Template).Select(p => (p.Name, p.Content.Replace("En kommentar", comment, StringComparison.Ordinal))).ToArray();
        Assert.Equal("En kommentar", Protocols.Read(Zip(parts))!.Rows[0].Content.Comment);
    }

    [Property(MaxTest = 300)]
    public void Bytes_that_changed_on_the_way_never_throw(NonNegativeInt at, byte with, NonNegativeInt then)
    {
        var spoiled = (byte[])Template.Clone();
        spoiled[at.Get * 31 % spoiled.Length] = with;
        spoiled[then.Get * 997 % spoiled.Length] ^= 0xFF;
        Protocols.Read(spoiled);
    }

    [Property(MaxTest = 300)]
    public void Letters_that_changed_in_a_sheet_never_throw(NonNegativeInt part, NonNegativeInt at, char with)
    {
        var parts = Unzip(Template);
        var (name, text) = parts[part.Get % parts.Count];
        var place = at.Get * 131 % text.Length;
        parts[part.Get % parts.Count] = (name, text[..place] + with + text[(place + 1)..]);
        Protocols.Read(Zip([.. parts]));
    }

    private static byte[] Workbook(string sheet, string strings = "<sst/>") =>
        Zip(
            ("[Content_Types].xml", Types),
            ("_rels/.rels", Root),
            ("xl/workbook.xml", Book),
            ("xl/_rels/workbook.xml.rels", BookRoot),
            ("xl/s.xml", strings),
            ("xl/a.xml", sheet));

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    private static List<(string Name, string Content)> Unzip(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return (e.FullName, reader.ReadToEnd());
        })];
    }
}
