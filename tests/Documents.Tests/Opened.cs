using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Tests;

/// <summary>A file as a reader's program opens it.</summary>
internal static class Opened
{
    // One a thread: making one reads the whole schema, and nothing says that it may be shared.
    private static readonly ThreadLocal<OpenXmlValidator> Validator = new(() => new OpenXmlValidator(FileFormatVersions.Microsoft365));

    /// <summary>What the validator has against a file; charts' embedded workbooks are validated too.</summary>
    public static IReadOnlyList<string> Faults(DocumentFile file)
    {
        if (file.Name.EndsWith(".docx", StringComparison.Ordinal))
        {
            using var word = WordprocessingDocument.Open(new MemoryStream(file.Content), false);
            var embedded = word.MainDocumentPart!.ChartParts.SelectMany(c =>
            {
                using var stream = c.EmbeddedPackagePart!.GetStream();
                using var book = SpreadsheetDocument.Open(stream, false);
                return Validate(book);
            });
            return [.. Validate(word), .. embedded];
        }

        if (file.Name.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            using var book = SpreadsheetDocument.Open(new MemoryStream(file.Content), false);
            return Validate(book);
        }

        return [];
    }

    public static T Word<T>(DocumentFile file, Func<MainDocumentPart, T> read)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(file.Content), false);
        return read(word.MainDocumentPart!);
    }

    public static IReadOnlyList<(string Style, string Text)> Paragraphs(DocumentFile file) => Word(file, main =>
        main.Document!.Body!.Elements<Paragraph>().Select(p => (p.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "", p.InnerText)).ToArray());

    public static IReadOnlyList<(int Level, string Text)> Headings(DocumentFile file) =>
        [.. Paragraphs(file).Where(p => p.Style.StartsWith("Heading", StringComparison.Ordinal)).Select(p => (p.Style[^1] - '0', p.Text))];

    /// <summary>The cells of each row, of all tables.</summary>
    public static IReadOnlyList<string[]> Rows(DocumentFile file) => Word(file, main =>
        main.Document!.Descendants<TableRow>().Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToArray()).ToArray());

    public static string AllText(DocumentFile file) => Word(file, main => main.Document!.Body!.InnerText);

    private static string[] Validate(OpenXmlPackage package) =>
        [.. Validator.Value!.Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
}
