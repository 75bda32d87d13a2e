using System.IO.Compression;
using System.Text;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>A kind of file that may be attached.</summary>
internal sealed record AttachmentKind(string ContentType, IReadOnlyList<string> Endings, byte[] Begins, string? MainPart = null)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>An Office file's list of parts is a few kilobytes; a longer one is no such list.</summary>
    private const int LongestPartList = 1_000_000;
    private const int MostParts = 10_000;

    private static readonly AttachmentKind[] All =
    [
        new("application/pdf", [".pdf"], "%PDF-"u8.ToArray()),
        new(Office + "wordprocessingml.document", [".docx"], [0x50, 0x4B, 0x03, 0x04], Office + "wordprocessingml.document.main+xml"),
        new(Office + "spreadsheetml.sheet", [".xlsx"], [0x50, 0x4B, 0x03, 0x04], Office + "spreadsheetml.sheet.main+xml"),
        new(Office + "presentationml.presentation", [".pptx"], [0x50, 0x4B, 0x03, 0x04], Office + "presentationml.presentation.main+xml"),
        new("image/png", [".png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        new("image/jpeg", [".jpg", ".jpeg"], [0xFF, 0xD8, 0xFF]),
    ];

    public bool IsWorkbook => Endings.Contains(".xlsx");

    /// <summary>For the file field, so that the browser offers the right ones.</summary>
    public static string Accept => string.Join(',', All.SelectMany(k => k.Endings));

    /// <summary>The kind that both the name and the content say; null when they don't, or when it is none that may be attached.</summary>
    public static AttachmentKind? Of(string name, byte[] content) => All.FirstOrDefault(k =>
        k.Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && content.AsSpan().StartsWith(k.Begins) && (k.MainPart is null || IsOffice(content, k.MainPart)));

    /// <summary>A zip whose list of parts says that it is this kind, and that it carries no macros. Nothing but that list is unpacked.</summary>
    private static bool IsOffice(byte[] content, string mainPart)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts || zip.Entries.Any(e => e.Name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase)) || zip.GetEntry("[Content_Types].xml") is not { } list)
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

    /// <summary>The list as text, or null when it goes on for too long: the size that a zip states of itself may be a lie.</summary>
    private static string? Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var buffer = new byte[LongestPartList + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > LongestPartList ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
