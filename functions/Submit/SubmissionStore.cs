using System.Globalization;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Submit;

/// <summary>A submission that was made, and stays kept whatever comes after it.</summary>
public sealed record KeptSubmission(int Sequence, string Blob, string Fingerprint, DateTimeOffset SubmittedAt);

/// <summary>
/// The Submissions table: partition year-form-body, a row for each time it was submitted. A blob alone does not say that: a submit that
/// lost a race leaves one behind.
/// </summary>
public sealed class SubmissionStore(Tables tables, Blobs blobs)
{
    /// <summary>Every submission of an assignment, oldest first; the one that <paramref name="state"/> holds frozen is always among them.</summary>
    public async Task<IReadOnlyList<KeptSubmission>> OfAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var kept = (await tables.Submissions.PartitionAsync(id.AnswersPartition, cancellation)).Select(Read).ToList();
        if (state is { Locked: true } && kept.All(k => k.Sequence != state.Sequence))
        {
            kept.Add(Of(state));
        }

        return [.. kept.OrderBy(k => k.Sequence)];
    }

    /// <summary>A submission as it was frozen.</summary>
    public async Task<Submission> ReadAsync(string blob, CancellationToken cancellation) =>
        (await Blobs.ReadAsync(blobs.Submissions, blob, cancellation)).Content.ToObjectFromJson<Submission>(JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"The submission {blob} is empty.");

    /// <summary>Writes a submission once, under a name that its fingerprint is part of, and gives the name. Only the sentinel says that it was made.</summary>
    public async Task<string> FreezeAsync(AssignmentId id, Submission submission, string fingerprint, CancellationToken cancellation)
    {
        var blob = $"{id.Year}/{id.Body}/{id.Form}/{submission.Sequence}-{fingerprint}.json";
        await Blobs.WriteOnceAsync(blobs.Submissions, blob, BinaryData.FromObjectAsJson(submission, JsonSerializerOptions.Web), "application/json", cancellation);
        return blob;
    }

    /// <summary>Keeps what the sentinel says was submitted. Again is once.</summary>
    public Task KeepAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var kept = Of(state);
        return tables.Submissions.TryAddAsync(
            new TableEntity(id.AnswersPartition, kept.Sequence.ToString("D6", CultureInfo.InvariantCulture))
            {
                ["Blob"] = kept.Blob,
                ["Fingerprint"] = kept.Fingerprint,
                ["SubmittedAt"] = kept.SubmittedAt,
            },
            cancellation);
    }

    private static KeptSubmission Of(SheetState state) => new(
        state.Sequence,
        state.Blob ?? throw new InvalidOperationException("A sheet that was never submitted has nothing to keep."),
        state.Fingerprint!,
        state.SubmittedAt!.Value);

    private static KeptSubmission Read(TableEntity row) => new(
        int.Parse(row.RowKey, CultureInfo.InvariantCulture), row.GetString("Blob"), row.GetString("Fingerprint"), row.GetDateTimeOffset("SubmittedAt") ?? default);
}
