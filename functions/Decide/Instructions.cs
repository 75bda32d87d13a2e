using System.Security.Cryptography;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Forms;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Decide;

/// <summary>KS's instructions to the respondents: one file a form, sent with the invitations.</summary>
public sealed class Instructions(CityContent city, YearStore years, Blobs blobs, AuditLog audit)
{
    /// <summary>The most for one instruction, in bytes; less where an invitation carries so many that together they would not fit.</summary>
    private const long MaxBytes = 700_000;

    private const int LongestName = 120;

    /// <summary>The kinds of file that an instruction may be.</summary>
    public static readonly IReadOnlyList<FileKind> Kinds = [FileKind.Word, FileKind.Pdf];

    /// <summary>Stores the instruction in place of the one that its sender saw. Returns what was wrong, or null.</summary>
    /// <param name="year">Of which year.</param>
    /// <param name="form">For which form.</param>
    /// <param name="file">What was sent.</param>
    /// <param name="seen">The blob of the one on the sender's page, empty for none; null where the page didn't say.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancellation">Cancels the upload.</param>
    public async Task<string?> UploadAsync(int year, Form form, IFormFile? file, string? seen, OfficeUser by, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
        {
            return DecideTexts.FileMissing;
        }

        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        if (Kinds.FirstOrDefault(k => k.IsNamed(name)) is not { } kind)
        {
            return DecideTexts.FileOfWrongKind;
        }

        var plan = city.Year(year).Plan;
        var max = Math.Min(MaxBytes, Mailbox.MaxAttachmentBytes / plan.FormKeys([.. plan.Reviews.Select(r => r.Key)]).Count);
        if (file.Length > max)
        {
            return Text.With(DecideTexts.FileTooLarge, max / 1000);
        }

        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, cancellation);
        var bytes = memory.ToArray();

        if (kind.FaultOf(name, bytes) is { } fault)
        {
            return fault switch
            {
                FileFault.Protected => Text.With(PageTexts.FileProtected, name),
                FileFault.Active => Text.With(PageTexts.FileActive, name),
                _ => DecideTexts.FileOfWrongKind,
            };
        }

        // A blob of its own: an instruction that has been sent is never overwritten.
        var blob = $"{year}/{form.Key}/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}{kind.Extensions[0]}";
        await blobs.Instructions.GetBlobClient(blob).UploadAsync(
            new BinaryData(bytes), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = kind.ContentType } }, cancellation);
        var before = (await years.ReadAsync(year, cancellation)).Instructions.FirstOrDefault(i => i.Form == form.Key);
        if (before?.Blob != blob && seen is not null && seen != (before?.Blob ?? ""))
        {
            return DecideTexts.InstructionChanged;
        }

        // From here on the browser's leaving cancels nothing, so that no change goes without its line in the log.
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
