using Arshjulet.Model.Answers;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// The Answers table: partition year-form-body, a row a question, and a sentinel whose ETag every write carries. So a save and a submit
/// of the same form happen one after the other, whoever does them, and what is frozen is exactly what was saved.
/// </summary>
public sealed class AnswerStore(Tables tables, TimeProvider clock)
{
    private const string Sentinel = "~";

    /// <summary>The sheet as it stands; an empty one before the first save.</summary>
    public async Task<AnswerSheet> ReadAsync(AssignmentId id, CancellationToken cancellation)
    {
        var rows = await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation);
        var state = rows.FirstOrDefault(r => r.RowKey == Sentinel) is { } s ? StateOf(s) : new SheetState { Locked = false, Sequence = 0 };
        return new AnswerSheet(state, rows.Where(r => r.RowKey != Sentinel).Select(AnswerOf).Where(a => !a.Answer.IsEmpty).ToDictionary(a => a.Answer.Question));
    }

    /// <summary>Saves what may be saved; returns what stands, and what somebody else has changed meanwhile.</summary>
    public async Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, CancellationToken cancellation)
    {
        // Each try that fails means that another's write succeeded, so this ends.
        while (true)
        {
            var rows = (await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation)).ToDictionary(r => r.RowKey);
            var sentinel = rows.GetValueOrDefault(Sentinel);
            if (sentinel is not null && StateOf(sentinel).Locked)
            {
                return new SaveOutcome(true, [], []);
            }

            var (write, conflicts) = Sort(id, changes, rows, contact);
            if (write.Count == 0)
            {
                return new SaveOutcome(false, [], conflicts);
            }

            if (await TryWriteAsync(id, sentinel, write, cancellation))
            {
                return new SaveOutcome(false, [.. write.Select(w => w.GetString("Question"))], conflicts);
            }
        }
    }

    /// <summary>Freezes the sheet as it was read. False when somebody wrote in between.</summary>
    public async Task<bool> TryLockAsync(AssignmentId id, AnswerSheet sheet, SheetState locked, CancellationToken cancellation)
    {
        var row = RowOf(id, locked);
        if (sheet.State.ETag is not { } seen)
        {
            return await tables.Answers.TryAddAsync(row, cancellation);
        }

        row.ETag = seen;
        return await tables.Answers.TryReplaceAsync(row, cancellation);
    }

    /// <summary>Opens a frozen sheet for changes. False when it wasn't frozen, or somebody came between.</summary>
    public async Task<bool> TryReopenAsync(AssignmentId id, CancellationToken cancellation)
    {
        if (await tables.Answers.FindAsync(id.AnswersPartition, Sentinel, cancellation) is not { } row || !StateOf(row).Locked)
        {
            return false;
        }

        row["Locked"] = false;
        return await tables.Answers.TryReplaceAsync(row, cancellation);
    }

    private (List<TableEntity> Write, List<AnswerConflict> Conflicts) Sort(
        AssignmentId id, IReadOnlyList<AnswerChange> changes, Dictionary<string, TableEntity> rows, string contact)
    {
        var write = new List<TableEntity>();
        var conflicts = new List<AnswerConflict>();
        foreach (var change in changes)
        {
            var stored = rows.GetValueOrDefault(change.Question) is { } row ? AnswerOf(row) : null;
            if (stored?.Answer.Value == change.Value && stored?.Answer.Comment == change.Comment)
            {
                continue;
            }

            if (stored is not null && stored.Revision != change.SeenRevision)
            {
                conflicts.Add(new AnswerConflict(change, stored));
                continue;
            }

            write.Add(new TableEntity(id.AnswersPartition, change.Question)
            {
                ["Question"] = change.Question,
                ["Value"] = change.Value,
                ["Comment"] = change.Comment,
                ["By"] = contact,
                ["At"] = clock.GetUtcNow(),
                ["Revision"] = (stored?.Revision ?? 0) + 1,
                ETag = stored?.ETag ?? default,
            });
        }

        return (write, conflicts);
    }

    private async Task<bool> TryWriteAsync(AssignmentId id, TableEntity? sentinel, List<TableEntity> write, CancellationToken cancellation)
    {
        // A form of more than 99 answers saved at once goes in several transactions, each whole in itself.
        foreach (var part in write.Chunk(Batch.MaxOperations - 1))
        {
            var batch = new Batch(tables.Answers);
            if (sentinel is null)
            {
                batch.Add(RowOf(id, new SheetState { Locked = false, Sequence = 0 }));
            }
            else
            {
                batch.Replace(sentinel);
            }

            foreach (var row in part)
            {
                if (row.ETag == default)
                {
                    batch.Add(row);
                }
                else
                {
                    batch.Replace(row);
                }
            }

            try
            {
                await batch.SubmitAsync(cancellation);
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
            {
                return false;
            }

            sentinel = write.Count < Batch.MaxOperations ? sentinel : await tables.Answers.FindAsync(id.AnswersPartition, Sentinel, cancellation);
        }

        return true;
    }

    private static StoredAnswer AnswerOf(TableEntity row) => new(
        new Answer
        {
            Question = row.GetString("Question"),
            Value = row.GetString("Value"),
            Comment = row.GetString("Comment"),
            By = row.GetString("By"),
            At = row.GetDateTimeOffset("At") ?? default,
        },
        row.GetInt32("Revision") ?? 0,
        row.ETag);

    private static SheetState StateOf(TableEntity row) => new()
    {
        Locked = row.GetBoolean("Locked") ?? false,
        Sequence = row.GetInt32("Sequence") ?? 0,
        Blob = row.GetString("Blob"),
        Fingerprint = row.GetString("Fingerprint"),
        SubmittedAt = row.GetDateTimeOffset("SubmittedAt"),
        ETag = row.ETag,
    };

    private static TableEntity RowOf(AssignmentId id, SheetState state) => new(id.AnswersPartition, Sentinel)
    {
        ["Locked"] = state.Locked,
        ["Sequence"] = state.Sequence,
        ["Blob"] = state.Blob,
        ["Fingerprint"] = state.Fingerprint,
        ["SubmittedAt"] = state.SubmittedAt,
    };
}
