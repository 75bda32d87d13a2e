using System.IO.Compression;
using System.Text;

namespace Arshjulet.Functions.Pages;

/// <summary>A kind of file that can be sent to the site. Each page names the kinds that it takes.</summary>
/// <param name="ContentType">MIME type.</param>
/// <param name="Extensions">In lower case with their dots; the usual one first.</param>
/// <param name="Begins">The bytes that every file of the kind begins with.</param>
/// <param name="MainPart">For an Office file, the content type of its main part.</param>
public sealed record FileKind(string ContentType, IReadOnlyList<string> Extensions, byte[] Begins, string? MainPart = null)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>An Office file's list of parts is a few kilobytes; a longer one is no such list.</summary>
    private const int LongestPartList = 1_000_000;
    private const int MostParts = 10_000;

    /// <summary>An Office file is a zip.</summary>
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];

    public static readonly FileKind Pdf = new("application/pdf", [".pdf"], "%PDF-"u8.ToArray());
    public static readonly FileKind Word = new(
        Office + "wordprocessingml.document", [".docx"], Zip, Office + "wordprocessingml.document.main+xml");
    public static readonly FileKind Excel = new(Office + "spreadsheetml.sheet", [".xlsx"], Zip, Office + "spreadsheetml.sheet.main+xml");
    public static readonly FileKind PowerPoint = new(
        Office + "presentationml.presentation", [".pptx"], Zip, Office + "presentationml.presentation.main+xml");
    public static readonly FileKind Png = new("image/png", [".png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
    public static readonly FileKind Jpeg = new("image/jpeg", [".jpg", ".jpeg"], [0xFF, 0xD8, 0xFF]);

    /// <summary>The extensions of some kinds as a file field takes them, so that the browser offers files of these.</summary>
    public static string Accept(IEnumerable<FileKind> kinds) => string.Join(',', kinds.SelectMany(k => k.Extensions));

    /// <summary>Whether a file's name has an extension of the kind.</summary>
    public bool IsNamed(string name) => Extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the content begins as the kind does.</summary>
    public bool IsBegunBy(byte[] content) => content.AsSpan().StartsWith(Begins);

    /// <summary>Whether both the name and the content are of the kind; an Office file with macros is of none.</summary>
    public bool Is(string name, byte[] content) => IsNamed(name) && IsBegunBy(content) && (MainPart is null || IsOffice(content, MainPart));

    /// <summary>A zip whose list of parts says that it is this kind, and that it carries no macros. Nothing but that list is unpacked.</summary>
    private static bool IsOffice(byte[] content, string mainPart)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts
                || zip.Entries.Any(e => e.Name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase))
                || zip.GetEntry("[Content_Types].xml") is not { } list)
            {
                return false;
            }

            var parts = Read(list);
            return parts is not null && parts.Contains(mainPart, StringComparison.Ordinal)
                && !parts.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) && !parts.Contains("vbaProject", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The list as text, or null when it is too long. The size that a zip states may be false, so it is not used.</summary>
    private static string? Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var buffer = new byte[LongestPartList + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > LongestPartList ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
