using System.IO.Compression;
using System.Text;
using Arshjulet.Functions.Pages;
using Xunit;

namespace Arshjulet.Functions.Tests.Pages;

/// <summary>Nothing that acts by itself when it is opened is passed on, however it is written, and a file that people really have is taken.</summary>
public class FileKindTests
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    [Theory]
    [InlineData("%PDF-1.7")]
    [InlineData("\r\n%PDF-1.4")]
    [InlineData("\uFEFF%PDF-1.4")]
    public void When_a_PDF_has_a_little_before_its_header_then_it_is_taken(string begins) =>
        Assert.Null(FileKind.Pdf.FaultOf("skannad.pdf", Encoding.UTF8.GetBytes(begins)));

    [Fact]
    public void When_the_header_comes_too_late_then_it_is_no_PDF() =>
        Assert.Equal(FileFault.WrongKind, FileKind.Pdf.FaultOf("a.pdf", Encoding.ASCII.GetBytes(new string(' ', 1_025) + "%PDF-1.7")));

    [Theory]
    [InlineData("bild.jfif")]
    [InlineData("BILD.JPG")]
    public void When_a_picture_has_another_of_its_endings_then_it_is_taken(string name) => Assert.Null(FileKind.Jpeg.FaultOf(name, [0xFF, 0xD8, 0xFF, 0xE0]));

    [Fact]
    public void When_an_Office_file_is_encrypted_or_labelled_then_that_is_why_it_is_refused() =>
        Assert.Equal(FileFault.Protected, FileKind.Word.FaultOf("rapport.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]));

    [Fact]
    public void When_an_Office_file_holds_text_pictures_links_and_charts_then_it_is_taken() => Assert.Null(FaultOf(
        ("word/document.xml", Document("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:instrText> HYPERLINK \"https://x.se\"</w:instrText></w:r>")),
        ("word/_rels/document.xml.rels", Relations(("hyperlink", true), ("image", true), ("package", false), ("attachedTemplate", false)))));

    public static TheoryData<string, string, string> Active() => new()
    {
        { "a macro part", "word/vbaProject.bin", "x" },
        { "a macro part by another name", "word/_rels/document.xml.rels", Relations(("vbaProject", false)) },
        { "a template from elsewhere", "word/_rels/settings.xml.rels", Relations(("attachedTemplate", true)) },
        { "a frame from elsewhere", "word/_rels/webSettings.xml.rels", Relations(("frame", true)) },
        { "an embedded program", "word/_rels/document.xml.rels", Relations(("oleObject", false)) },
        { "a control", "word/_rels/document.xml.rels", Relations(("control", false)) },
        { "an old macro sheet", "xl/_rels/workbook.xml.rels", Relations(("xlMacrosheet", false)) },
        { "a DDE field", "word/document.xml", Document("<w:fldSimple w:instr=\" DDEAUTO c:\\\\x.exe\"/>") },
        {
            "a DDE field in pieces", "word/header1.xml",
            Document("<w:fldChar w:fldCharType=\"begin\"/><w:instrText> D</w:instrText><w:instrText>DE</w:instrText><w:instrText>AUTO x</w:instrText>")
        },
        { "a DDE link", "xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService=\"cmd\"/></externalLink>" },
    };

    [Theory]
    [MemberData(nameof(Active))]
    public void When_something_acts_by_itself_then_the_file_is_refused(string what, string part, string content) =>
        Assert.Equal((what, FileFault.Active), (what, FaultOf((part, content))));

    [Theory]
    [InlineData("application/vnd.ms-office.vbaProject")]
    [InlineData("application/vnd.ms-office.vba&#80;roject")]
    [InlineData("application/vnd.ms-excel.macrosheet+xml")]
    [InlineData("application/vnd.openxmlformats-officedocument.oleObject")]
    public void When_a_part_is_of_an_active_type_however_it_is_written_then_the_file_is_refused(string type) =>
        Assert.Equal(FileFault.Active, FileKind.Word.FaultOf("a.docx", Zip(("[Content_Types].xml", Types(Word, type)))));

    [Fact]
    public void When_there_are_two_lists_of_parts_then_the_file_is_refused() =>
        Assert.Equal(FileFault.WrongKind, FaultOf(("[CONTENT_TYPES].xml", Types(Word, "x/vbaProject"))));

    [Theory]
    [InlineData("a.docx", Excel)]
    [InlineData("a.docx", "application/vnd.ms-word.document.macroEnabled.main+xml")]
    public void When_the_main_part_is_another_kinds_then_the_file_is_of_the_wrong_kind(string name, string type) =>
        Assert.Equal(FileFault.WrongKind, FileKind.Word.FaultOf(name, Zip(("[Content_Types].xml", Types(type)))));

    [Fact]
    public void When_a_small_file_unpacks_to_far_too_much_then_it_is_refused() =>
        Assert.Equal(FileFault.Damaged, FaultOf(("word/document.xml", Document(new string(' ', 110_000_000)))));

    [Fact]
    public void When_a_part_has_a_document_type_then_nothing_of_it_is_followed() =>
        Assert.Equal(FileFault.Damaged, FaultOf(("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")));

    private static FileFault? FaultOf(params (string, string)[] parts) =>
        FileKind.Word.FaultOf("a.docx", Zip([("[Content_Types].xml", Types(Word)), .. parts]));

    private static string Document(string body) =>
        $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>";

    private static string Types(params string[] types) =>
        $"<Types>{string.Concat(types.Select(t => $"<Override PartName=\"/p\" ContentType=\"{t}\"/>"))}</Types>";

    private static string Relations(params (string Type, bool Out)[] relations) =>
        $"<Relationships>{string.Concat(relations.Select(r => Relation(r.Type, r.Out ? " TargetMode=\"External\"" : "")))}</Relationships>";

    private static string Relation(string type, string mode) => $"<Relationship Type=\"{Relationship}/{type}\" Target=\"x\"{mode}/>";

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }
}
