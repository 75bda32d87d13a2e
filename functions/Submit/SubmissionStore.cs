using System.Globalization;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Submit;

/// <summary>One of an assignment's submissions. It is kept even if the form is reopened and submitted again.</summary>
public sealed record SubmissionVersion(int Sequence, string Blob, string Fingerprint, DateTimeOffset SubmittedAt);

/// <summary>
/// The Submissions table: partition year-form-body, a row for each submission. A blob alone is no proof that a submission was made: a submit that
/// lost a race leaves its blob behind.
/// </summary>
public sealed class SubmissionStore(Tables tables, Blobs blobs)
{
    /// <summary>An assignment's submissions, oldest first. The one that <paramref name="state"/> refers to is included even if its row is missing.</summary>
    public async Task<IReadOnlyList<SubmissionVersion>> VersionsAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var versions = (await tables.Submissions.ReadPartitionAsync(id.AnswersPartition, cancellation)).Select(Read).ToList();
        if (state is { Locked: true } && versions.All(v => v.Sequence != state.Sequence))
        {
            versions.Add(VersionOf(state));
        }

        return [.. versions.OrderBy(v => v.Sequence)];
    }

    /// <summary>Reads a submission from its blob.</summary>
    public async Task<Submission> ReadAsync(string blob, CancellationToken cancellation) =>
        (await Blobs.ReadAsync(blobs.Submissions, blob, cancellation)).Content.ToObjectFromJson<Submission>(JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"The submission {blob} is empty.");

    /// <summary>
    /// Writes a submission's blob once and returns its name, which contains the fingerprint. Only the sentinel makes it the submission.
    /// </summary>
    public async Task<string> FreezeAsync(AssignmentId id, Submission submission, string fingerprint, CancellationToken cancellation)
    {
        var blob = $"{id.Year}/{id.Body}/{id.Form}/{submission.Sequence}-{fingerprint}.json";
        var json = BinaryData.FromObjectAsJson(submission, JsonSerializerOptions.Web);
        await Blobs.WriteOnceAsync(blobs.Submissions, blob, json, "application/json", cancellation);
        return blob;
    }

    /// <summary>Adds the row of the submission that the sentinel refers to. Idempotent.</summary>
    public Task RecordAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var version = VersionOf(state);
        return tables.Submissions.TryAddAsync(
            new TableEntity(id.AnswersPartition, version.Sequence.ToString("D6", CultureInfo.InvariantCulture))
            {
                ["Blob"] = version.Blob,
                ["Fingerprint"] = version.Fingerprint,
                ["SubmittedAt"] = version.SubmittedAt,
            },
            cancellation);
    }

    private static SubmissionVersion VersionOf(SheetState state) => new(
        state.Sequence,
        state.Blob ?? throw new InvalidOperationException("A sheet that was never submitted has nothing to keep."),
        state.Fingerprint!,
        state.SubmittedAt!.Value);

    private static SubmissionVersion Read(TableEntity row) => new(
        int.Parse(row.RowKey, CultureInfo.InvariantCulture),
        row.GetString("Blob"),
        row.GetString("Fingerprint"),
        row.GetDateTimeOffset("SubmittedAt") ?? default);
}
