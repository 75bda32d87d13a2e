namespace Arshjulet.Functions.Pages;

/// <summary>Why a file is refused.</summary>
public enum FileFault
{
    /// <summary>Its name or content is of another kind.</summary>
    WrongKind,

    /// <summary>A part of it can't be read, or unpacks to far more than any real file.</summary>
    Damaged,

    /// <summary>It has a password or a sensitivity label, or was saved in the format that Office had before 2007.</summary>
    Protected,

    /// <summary>It holds macros, DDE, embedded objects, or something that is fetched when it is opened.</summary>
    Active,
}

/// <summary>A kind of file that can be sent to the site. Each page names the kinds that it takes.</summary>
/// <param name="ContentType">MIME type.</param>
/// <param name="Extensions">In lower case with their dots; the usual one first.</param>
/// <param name="Begins">The bytes that every file of the kind begins with, or has soon after its beginning.</param>
/// <param name="MainPart">For an Office file, the content type of its main part.</param>
public sealed record FileKind(string ContentType, IReadOnlyList<string> Extensions, byte[] Begins, string? MainPart = null)
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    /// <summary>An Office file is a zip.</summary>
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];

    /// <summary>The format that Office had before 2007, which is also what holds an encrypted file.</summary>
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Readers look for the header among the first 1,024 bytes: scanners and mail programs put line breaks or a byte order mark before it.</summary>
    public static readonly FileKind Pdf = new("application/pdf", [".pdf"], "%PDF-"u8.ToArray()) { LongestPreamble = 1_024 };
    public static readonly FileKind Word = new(
        Office + "wordprocessingml.document", [".docx"], Zip, Office + "wordprocessingml.document.main+xml");
    public static readonly FileKind Excel = new(Office + "spreadsheetml.sheet", [".xlsx"], Zip, Office + "spreadsheetml.sheet.main+xml");
    public static readonly FileKind PowerPoint = new(
        Office + "presentationml.presentation", [".pptx"], Zip, Office + "presentationml.presentation.main+xml");
    public static readonly FileKind Png = new("image/png", [".png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
    public static readonly FileKind Jpeg = new("image/jpeg", [".jpg", ".jpeg", ".jfif"], [0xFF, 0xD8, 0xFF]);

    /// <summary>How many other bytes may come before <see cref="Begins"/>.</summary>
    public int LongestPreamble { get; init; }

    /// <summary>The extensions of some kinds as a file field takes them, so that the browser offers files of these.</summary>
    public static string Accept(IEnumerable<FileKind> kinds) => string.Join(',', kinds.SelectMany(k => k.Extensions));

    /// <summary>Whether a file's name has an extension of the kind.</summary>
    public bool IsNamed(string name) => Extensions.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with a file of this name and content as one of the kind; null for nothing.</summary>
    public FileFault? FaultOf(string name, byte[] content)
    {
        if (!IsNamed(name))
        {
            return FileFault.WrongKind;
        }

        // An Office file with a password or a sensitivity label is packed in the old format; so is one that was saved in it.
        if (MainPart is not null && content.AsSpan().StartsWith(OldOffice))
        {
            return FileFault.Protected;
        }

        var begins = content.AsSpan(0, Math.Min(content.Length, LongestPreamble + Begins.Length));
        return (LongestPreamble > 0 ? begins.IndexOf(Begins) >= 0 : begins.StartsWith(Begins))
            ? MainPart is null ? null : OfficeFile.FaultOf(content, MainPart)
            : FileFault.WrongKind;
    }
}
