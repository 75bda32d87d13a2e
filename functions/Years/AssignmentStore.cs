using Arshjulet.Functions.Storage;
using Arshjulet.Model.Bodies;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Years;

/// <summary>Identifies an assignment: one body × one form × one year.</summary>
public sealed record AssignmentId(int Year, string Body, string Form)
{
    /// <summary>The partition of the assignment's answers.</summary>
    public string AnswersPartition => $"{Year}-{Form}-{Body}";

    public override string ToString() => $"{Year}/{Body}/{Form}";
}

/// <summary>An assignment, as shown in lists. Whether it is submitted is decided by the answers' sentinel; this row is a copy for fast listing.</summary>
public sealed record Assignment
{
    public required AssignmentId Id { get; init; }

    public required bool Submitted { get; init; }

    /// <summary>How many times it has been submitted.</summary>
    public required int Sequence { get; init; }

    /// <summary>The name of the frozen answers' blob; null before the first submission.</summary>
    public string? Blob { get; init; }
    public string? Fingerprint { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Whether this row agrees with the sentinel.</summary>
    public bool Matches(SheetState state) => (Submitted, Sequence, Blob) == (state.Locked, state.Sequence, state.Blob);
}

/// <summary>The Assignments table: partition year-body, row form.</summary>
public sealed class AssignmentStore(Tables tables)
{
    private static string Partition(int year, string body) => $"{year}-{body}";

    /// <summary>Creates the assignments that are missing.</summary>
    public async Task CreateAsync(int year, Body body, IEnumerable<string> forms, CancellationToken cancellation)
    {
        foreach (var form in forms)
        {
            await tables.Assignments.TryAddAsync(
                new TableEntity(Partition(year, body.Id), form) { ["Body"] = body.Id, ["Submitted"] = false, ["Sequence"] = 0 }, cancellation);
        }
    }

    /// <summary>One body's assignments of a year.</summary>
    public async Task<IReadOnlyList<Assignment>> OfBodyAsync(int year, string body, CancellationToken cancellation) =>
        [.. (await tables.Assignments.ReadPartitionAsync(Partition(year, body), cancellation)).Select(r => Read(year, r))];

    /// <summary>Every assignment of a year.</summary>
    public async Task<IReadOnlyList<Assignment>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await tables.Assignments.ReadAsync(RowQuery.WithPartitionPrefix($"{year}-"), cancellation)).Select(r => Read(year, r))];

    /// <summary>
    /// Copies the sentinel's state to the row, unless the row already has a later one: concurrent updates may arrive in the wrong order, and the
    /// sentinel's version tells which is newer.
    /// </summary>
    public Task UpdateAsync(AssignmentId id, SheetState state, CancellationToken cancellation) => Attempt.UntilDoneAsync(async () =>
    {
        var (partition, key) = (Partition(id.Year, id.Body), id.Form);
        var row = await tables.Assignments.FindAsync(partition, key, cancellation) ?? new TableEntity(partition, key);
        if (row.GetInt32("Version") > state.Version)
        {
            return Attempt.Done(false);
        }

        row["Body"] = id.Body;
        row["Submitted"] = state.Locked;
        row["Sequence"] = state.Sequence;
        row["Blob"] = state.Blob;
        row["Fingerprint"] = state.Fingerprint;
        row["SubmittedAt"] = state.SubmittedAt;
        row["Version"] = state.Version;
        return Attempt.DoneIf(await tables.Assignments.TryPutAsync(row, cancellation), true);
    });

    private static Assignment Read(int year, TableEntity row) => new()
    {
        Id = new AssignmentId(year, row.GetString("Body"), row.RowKey),
        Submitted = row.GetBoolean("Submitted") ?? false,
        Sequence = row.GetInt32("Sequence") ?? 0,
        Blob = row.GetString("Blob"),
        Fingerprint = row.GetString("Fingerprint"),
        SubmittedAt = row.GetDateTimeOffset("SubmittedAt"),
    };
}
