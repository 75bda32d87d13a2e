using System.Security.Cryptography;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>Adds files to a form and removes them, until the form is submitted.</summary>
public sealed class AttachmentStep(AnswerStore answers, LoggedAnswers logged, YearStore years, Blobs blobs, TimeProvider clock)
{
    /// <summary>The kinds of file that may be attached; their names are in the page's hint.</summary>
    public static readonly IReadOnlyList<FileKind> Kinds =
        [FileKind.Pdf, FileKind.Word, FileKind.Excel, FileKind.PowerPoint, FileKind.Png, FileKind.Jpeg];

    public const long MaxBytes = 10_000_000;
    public const long MaxTotal = 50_000_000;
    public const int MaxFiles = 30;

    /// <summary>Adds the files that are allowed; the result says why each other file was not. Null if the form was submitted meanwhile.</summary>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    public async Task<Faults?> AddAsync(AssignmentId id, Respondent who, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        await years.RequireOpenAsync(id.Year, cancellation);
        var faults = new Faults();
        if (files.Count == 0 || files.All(f => f.Length == 0))
        {
            faults.Add("fil", AttachmentTexts.Missing);
        }

        foreach (var file in files.Where(f => f.Length > 0))
        {
            if (faults.All.Count >= MaxFiles)
            {
                break;
            }

            if (!await AddAsync(id, who, file, faults, cancellation))
            {
                return null;
            }
        }

        return faults;
    }

    /// <summary>Removes a file. False if the form was submitted meanwhile.</summary>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    public async Task<bool> RemoveAsync(AssignmentId id, Respondent who, string hash, CancellationToken cancellation)
    {
        await years.RequireOpenAsync(id.Year, cancellation);
        return await Attempt.UntilDoneAsync(async () =>
        {
            var sheet = await answers.ReadAsync(id, cancellation);
            var files = AttachmentList.Read(sheet);
            if (sheet.State.Locked || files.All(f => f.Hash != hash))
            {
                return Attempt.Done(!sheet.State.Locked);
            }

            var change = AttachmentList.ChangeTo(sheet, [.. files.Where(f => f.Hash != hash)]);
            return Attempt.DoneIf(await TrySaveAsync(id, who, change, Act.AttachmentRemoved, hash), true);
        });
    }

    /// <summary>One of the files as a download. It is never displayed as a page, so its content can't act as a page of this site.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    public async Task<IResult> SendAsync(AssignmentId id, IReadOnlyList<AttachmentRef> files, string hash, CancellationToken cancellation)
    {
        var file = files.FirstOrDefault(f => f.Hash == hash) ?? throw new NotFoundException($"{id} has no such file.");
        return Results.Bytes(await ReadAsync(id, file, cancellation), file.ContentType, file.Name);
    }

    /// <summary>The requested hash, cut to the length of a hash: the log must not hold whatever an address contains.</summary>
    public static string ShortenForLog(string hash) => hash.Length > 64 ? hash[..64] : hash;

    private async Task<byte[]> ReadAsync(AssignmentId id, AttachmentRef file, CancellationToken cancellation) =>
        (await Blobs.ReadAsync(blobs.Attachments, BlobOf(id, file.Hash), cancellation)).Content.ToArray();

    private async Task<bool> AddAsync(AssignmentId id, Respondent who, IFormFile file, Faults faults, CancellationToken cancellation)
    {
        var name = AttachmentName.Sanitize(file.FileName);
        if (file.Length > MaxBytes)
        {
            faults.Add("fil", Text.With(AttachmentTexts.TooLarge, name, Swedish.Number(MaxBytes / 1_000_000)));
            return true;
        }

        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        var content = memory.ToArray();
        var kind = Kinds.FirstOrDefault(k => k.IsNamed(name));
        if (kind is null || kind.FaultOf(name, content) is not null)
        {
            faults.Add("fil", Text.With(kind?.FaultOf(name, content) switch
            {
                FileFault.Protected => PageTexts.FileProtected,
                FileFault.Active => PageTexts.FileActive,
                _ => AttachmentTexts.WrongKind,
            }, name));
            return true;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return await Attempt.UntilDoneAsync(async () =>
        {
            var sheet = await answers.ReadAsync(id, cancellation);
            var files = AttachmentList.Read(sheet);
            if (sheet.State.Locked || files.Any(f => f.Hash == hash))
            {
                return Attempt.Done(!sheet.State.Locked);
            }

            if (files.Count >= MaxFiles || files.Sum(f => f.Size) + content.Length > MaxTotal)
            {
                faults.Add("fil", Text.With(AttachmentTexts.TooMany, name, MaxFiles, Swedish.Number(MaxTotal / 1_000_000)));
                return Attempt.Done(true);
            }

            // The content first, so that the list never names a file that does not exist.
            await Blobs.WriteOnceAsync(blobs.Attachments, BlobOf(id, hash), new BinaryData(content), kind.ContentType, cancellation);
            var added = new AttachmentRef(hash, AttachmentName.MakeUnique(name, files), kind.ContentType, content.Length, who.Contact.Id, clock.GetUtcNow());
            var change = AttachmentList.ChangeTo(sheet, [.. files, added]);
            return Attempt.DoneIf(await TrySaveAsync(id, who, change, Act.AttachmentAdded, hash), true);
        });
    }

    private async Task<bool> TrySaveAsync(AssignmentId id, Respondent who, AnswerChange change, Act act, string hash) =>
        await logged.SaveAsync(id, [change], who.Contact.Id, act, hash) is { WasLocked: false, Conflicts.Count: 0 };

    private static string BlobOf(AssignmentId id, string hash) => $"{id.Year}/{id.Body}/{id.Form}/{hash}";
}
