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

    /// <summary>A transaction takes 4 MB; this many characters stay under it however they are encoded.</summary>
    private const int MaxCharacters = 600_000;

    /// <summary>The sheet as it stands; an empty one before the first save.</summary>
    public async Task<AnswerSheet> ReadAsync(AssignmentId id, CancellationToken cancellation) =>
        SheetOf(await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation));

    /// <summary>Only what the sentinel says: one small read.</summary>
    public async Task<SheetState> ReadStateAsync(AssignmentId id, CancellationToken cancellation) =>
        StateOf(await tables.Answers.FindAsync(id.AnswersPartition, Sentinel, cancellation));

    /// <summary>What every sentinel of a year says, by its partition, in one query. A sheet that nobody has written in has none.</summary>
    public async Task<IReadOnlyDictionary<string, SheetState>> StatesOfYearAsync(int year, CancellationToken cancellation) =>
        (await tables.Answers.WhereAsync(TableClient.CreateQueryFilter($"PartitionKey ge {$"{year}-"} and PartitionKey lt {$"{year}."} and RowKey eq {Sentinel}"), cancellation))
            .ToDictionary(r => r.PartitionKey, StateOf);

    /// <summary>Saves what may be saved; returns what stands, and what somebody else has changed meanwhile.</summary>
    public async Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, CancellationToken cancellation)
    {
        var saved = new List<string>();

        // Each try that fails means that another's write succeeded, so this ends.
        while (true)
        {
            var rows = (await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation)).ToDictionary(r => r.RowKey);
            var sentinel = rows.GetValueOrDefault(Sentinel);
            var (write, conflicts) = Sort(id, changes, rows, contact, StateOf(sentinel).Version + 1);
            if (write.Count == 0 || StateOf(sentinel).Locked)
            {
                return new SaveOutcome(StateOf(sentinel).Locked, saved, conflicts, SheetOf(rows.Values));
            }

            // More than one transaction takes is saved in several, each whole in itself and each of an open sheet.
            var part = PartOf(write);
            if (await TryWriteAsync(id, sentinel, part, cancellation))
            {
                saved.AddRange(part.Select(w => w.GetString("Question")));
                if (part.Count == write.Count)
                {
                    return new SaveOutcome(false, saved, conflicts, SheetOf([.. rows.Values.Where(r => part.All(p => p.RowKey != r.RowKey)), .. part]));
                }
            }
        }
    }

    /// <summary>Freezes the sheet as it was read. False when somebody wrote in between.</summary>
    public async Task<bool> TryLockAsync(AssignmentId id, AnswerSheet sheet, SheetState locked, CancellationToken cancellation)
    {
        var row = RowOf(id, locked with { Version = sheet.State.Version + 1 });
        if (sheet.State.ETag is not { } seen)
        {
            return await tables.Answers.TryAddAsync(row, cancellation);
        }

        row.ETag = seen;
        return await tables.Answers.TryReplaceAsync(row, cancellation);
    }

    /// <summary>Opens a frozen sheet for changes, as its state was read. Null when somebody came between.</summary>
    public async Task<SheetState?> TryReopenAsync(AssignmentId id, SheetState frozen, CancellationToken cancellation)
    {
        var open = frozen with { Locked = false, Version = frozen.Version + 1 };
        var row = RowOf(id, open);
        row.ETag = frozen.ETag ?? throw new InvalidOperationException($"The state of {id} was not read.");
        return await tables.Answers.TryReplaceAsync(row, cancellation) ? open : null;
    }

    private (List<TableEntity> Write, List<AnswerConflict> Conflicts) Sort(
        AssignmentId id, IReadOnlyList<AnswerChange> changes, Dictionary<string, TableEntity> rows, string contact, int version)
    {
        var write = new List<TableEntity>();
        var conflicts = new List<AnswerConflict>();
        foreach (var change in changes)
        {
            var row = rows.GetValueOrDefault(change.Question);
            var stored = row is null ? null : AnswerOf(row);
            var ownBefore = change.Writer is not null && row?.GetString("Writer") == change.Writer;
            if (Says(stored?.Answer, change) || (ownBefore && change.Turn <= row!.GetInt32("Turn")))
            {
                continue;
            }

            if (stored is not null && stored.Revision != change.SeenRevision && !ownBefore)
            {
                conflicts.Add(new AnswerConflict(change, stored));
                continue;
            }

            write.Add(new TableEntity(id.AnswersPartition, change.Question)
            {
                ["Question"] = change.Question,
                ["Value"] = change.Value,
                ["Comment"] = change.Comment,
                ["Evidence"] = change.Evidence,
                ["By"] = contact,
                ["At"] = clock.GetUtcNow(),
                ["Revision"] = (stored?.Revision ?? 0) + 1,
                ["Version"] = version,
                ["Writer"] = change.Writer,
                ["Turn"] = change.Turn,
                ETag = stored?.ETag ?? default,
            });
        }

        return (write, conflicts);
    }

    private static bool Says(Answer? stored, AnswerChange change) => stored?.Value == change.Value && stored?.Comment == change.Comment && stored?.Evidence == change.Evidence;

    private static List<TableEntity> PartOf(List<TableEntity> write)
    {
        var part = new List<TableEntity>();
        var characters = 0;
        foreach (var row in write)
        {
            characters += (row.GetString("Value")?.Length ?? 0) + (row.GetString("Comment")?.Length ?? 0) + (row.GetString("Evidence")?.Length ?? 0);
            if (part.Count == Batch.MaxOperations - 1 || (part.Count > 0 && characters > MaxCharacters))
            {
                break;
            }

            part.Add(row);
        }

        return part;
    }

    private async Task<bool> TryWriteAsync(AssignmentId id, TableEntity? sentinel, List<TableEntity> part, CancellationToken cancellation)
    {
        if (sentinel is null)
        {
            // By itself and not in the batch: the storage emulator may take two batches that both add the same row. Then it is read again.
            await tables.Answers.TryAddAsync(RowOf(id, new SheetState { Locked = false, Sequence = 0 }), cancellation);
            return false;
        }

        var batch = new Batch(tables.Answers);
        sentinel["Version"] = StateOf(sentinel).Version + 1;
        batch.Replace(sentinel);
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
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private static AnswerSheet SheetOf(IReadOnlyCollection<TableEntity> rows)
    {
        var written = rows.Where(r => r.RowKey != Sentinel).Select(AnswerOf).ToLookup(a => a.Answer.IsEmpty);
        return new AnswerSheet(StateOf(rows.FirstOrDefault(r => r.RowKey == Sentinel)), written[false].ToDictionary(a => a.Answer.Question))
        {
            Emptied = written[true].ToDictionary(a => a.Answer.Question),
        };
    }

    private static StoredAnswer AnswerOf(TableEntity row) => new(
        new Answer
        {
            Question = row.GetString("Question"),
            Value = row.GetString("Value"),
            Comment = row.GetString("Comment"),
            Evidence = row.GetString("Evidence"),
            By = row.GetString("By"),
            At = row.GetDateTimeOffset("At") ?? default,
        },
        row.GetInt32("Revision") ?? 0,
        row.ETag)
    {
        Version = row.GetInt32("Version") ?? 0,
    };

    private static SheetState StateOf(TableEntity? row) => row is null ? new SheetState { Locked = false, Sequence = 0 } : new SheetState
    {
        Locked = row.GetBoolean("Locked") ?? false,
        Sequence = row.GetInt32("Sequence") ?? 0,
        Blob = row.GetString("Blob"),
        Fingerprint = row.GetString("Fingerprint"),
        SubmittedAt = row.GetDateTimeOffset("SubmittedAt"),
        Version = row.GetInt32("Version") ?? 0,
        ETag = row.ETag,
    };

    private static TableEntity RowOf(AssignmentId id, SheetState state) => new(id.AnswersPartition, Sentinel)
    {
        ["Locked"] = state.Locked,
        ["Sequence"] = state.Sequence,
        ["Blob"] = state.Blob,
        ["Fingerprint"] = state.Fingerprint,
        ["SubmittedAt"] = state.SubmittedAt,
        ["Version"] = state.Version,
    };
}
