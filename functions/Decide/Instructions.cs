using System.Security.Cryptography;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
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

    /// <summary>Stores the instruction; a later one replaces it. Returns what was wrong with the file, or null.</summary>
    public async Task<string?> UploadAsync(int year, Form form, IFormFile? file, OfficeUser by, CancellationToken cancellation)
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
        await years.SetInstructionAsync(year, new Instruction(form.Key, SafeName(name), kind.ContentType, blob), cancellation);
        await audit.AppendAsync($"{year}", by.Id, "anvisning-uppladdad", form.Key, cancellation);
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
