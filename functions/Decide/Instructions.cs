using System.Security.Cryptography;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Forms;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Decide;

/// <summary>KS's instructions to the respondents: one file a form, sent with the invitations.</summary>
public sealed class Instructions(YearStore years, Blobs blobs, AuditLog audit)
{
    /// <summary>Graph takes 3 MB of attachments in one sendMail; three or four instructions share it.</summary>
    private const long MaxBytes = 700_000;

    private const int LongestName = 120;

    /// <summary>What a file must begin with to be what its name says.</summary>
    private static readonly (string Extension, string ContentType, byte[] Begins)[] Kinds =
    [
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [0x50, 0x4B, 0x03, 0x04]),
        (".pdf", "application/pdf", [0x25, 0x50, 0x44, 0x46]),
    ];

    /// <summary>Stores the instruction in place of the one that its sender saw. Returns what was wrong, or null.</summary>
    /// <param name="year">Of which year.</param>
    /// <param name="form">For which form.</param>
    /// <param name="file">What was sent.</param>
    /// <param name="seen">The blob of the one on the sender's page, empty for none; null where the page didn't say.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> UploadAsync(int year, Form form, IFormFile? file, string? seen, OfficeUser by, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
        {
            return DecideTexts.FileMissing;
        }

        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        var kind = Kinds.FirstOrDefault(k => name.EndsWith(k.Extension, StringComparison.OrdinalIgnoreCase));
        if (kind.Extension is null || file.Length > MaxBytes)
        {
            return kind.Extension is null ? DecideTexts.FileOfWrongKind : Text.With(DecideTexts.FileTooLarge, MaxBytes / 1000);
        }

        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, cancellation);
        var bytes = memory.ToArray();
        if (!bytes.AsSpan().StartsWith(kind.Begins))
        {
            return DecideTexts.FileOfWrongKind;
        }

        // One of its own: what has been sent stays what it was.
        var blob = $"{year}/{form.Key}/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}{kind.Extension}";
        await blobs.Instructions.GetBlobClient(blob).UploadAsync(
            new BinaryData(bytes), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = kind.ContentType } }, cancellation);
        var before = (await years.ReadAsync(year, cancellation)).Instructions.FirstOrDefault(i => i.Form == form.Key);
        if (before?.Blob != blob && seen is not null && seen != (before?.Blob ?? ""))
        {
            return DecideTexts.InstructionChanged;
        }

        // From here on whatever the browser does: no change stands unlogged.
        if (!await years.TrySetInstructionAsync(year, new Instruction(form.Key, SafeName(name), kind.ContentType, blob), before, CancellationToken.None))
        {
            return DecideTexts.InstructionChanged;
        }

        await audit.AppendAsync(AuditScope.ForYear(year), by.Id, Act.InstructionUploaded, form.Key, CancellationToken.None);
        return null;
    }

    /// <summary>An instruction's content, to attach or to show.</summary>
    public async Task<BinaryData> ReadAsync(Instruction instruction, CancellationToken cancellation) =>
        (await Blobs.ReadAsync(blobs.Instructions, instruction.Blob, cancellation)).Content;

    private static string SafeName(string name)
    {
        var safe = new string([.. name.Where(c => !char.IsControl(c) && !Path.GetInvalidFileNameChars().Contains(c) && c is not ('"' or ';'))]);
        return safe.Length <= LongestName ? safe : safe[^(char.IsLowSurrogate(safe[^LongestName]) ? LongestName - 1 : LongestName)..];
    }
}
