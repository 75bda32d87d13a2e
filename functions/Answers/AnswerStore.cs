using System.Globalization;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// The Answers table: partition year-form-body, a row a question, and a sentinel whose ETag every write carries. So a save and a submit
/// of the same form happen one after the other, whoever does them, and what is frozen is exactly what was saved.
/// </summary>
public sealed class AnswerStore(Tables tables, TimeProvider clock)
{
    private const string Sentinel = "~";

    /// <summary>A transaction takes 4 MB; this many characters stay under it however they are encoded.</summary>
    private const int MaxCharacters = 600_000;

    private readonly KnownLogged _logged = new();

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

    /// <summary>Saves what may be saved; returns what stands, what somebody else has changed meanwhile, and what there is to log.</summary>
    /// <param name="id">Of which sheet.</param>
    /// <param name="changes">What to save.</param>
    /// <param name="contact">Who saves.</param>
    /// <param name="act">What is done, as the log says it.</param>
    /// <param name="about">What it is done to; null for so many answers.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, Act act, string? about, CancellationToken cancellation)
    {
        var saved = new List<string>();
        var unlogged = new List<UnloggedChange>();
        (UnloggedChange Change, List<TableEntity> Part)? tried = null;

        // Each try that fails means that another's write succeeded, or that one's own did and its answer was lost; so this ends.
        while (true)
        {
            var rows = (await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation)).ToDictionary(r => r.RowKey);
            var sentinel = rows.GetValueOrDefault(Sentinel);
            var state = StateOf(sentinel);
            if (tried is { } last && state.Unlogged.Any(u => u.Mark == last.Change.Mark))
            {
                Written(last.Change, last.Part);
            }

            var (write, conflicts) = Sort(id, changes, rows, contact, state.Version + 1);
            if (write.Count == 0 || state.Locked)
            {
                return new SaveOutcome(state.Locked, saved, conflicts, SheetOf(rows.Values)) { Unlogged = unlogged };
            }

            // More than one transaction takes is saved in several, each whole in itself and each of an open sheet.
            var part = PartOf(write);
            var change = UnloggedChange.Of(
                contact, act, string.Create(CultureInfo.InvariantCulture, $"{id.Form}{(about is null ? $": {part.Count}" : $" {about}")}, version {state.Version + 1}"), clock.GetUtcNow());
            if (!await TryWriteAsync(id, sentinel, part, change, cancellation))
            {
                tried = (change, part);
                continue;
            }

            Written(change, part);
            if (part.Count == write.Count)
            {
                return new SaveOutcome(false, saved, conflicts, SheetOf([.. rows.Values.Where(r => part.All(p => p.RowKey != r.RowKey)), .. part])) { Unlogged = unlogged };
            }
        }

        void Written(UnloggedChange change, List<TableEntity> part)
        {
            saved.AddRange(part.Select(w => w.GetString("Question")));
            unlogged.Add(change);
            tried = null;
        }
    }

    /// <summary>Freezes the sheet as it was read. False when somebody wrote in between.</summary>
    public async Task<bool> TryLockAsync(AssignmentId id, AnswerSheet sheet, SheetState locked, UnloggedChange change, CancellationToken cancellation) =>
        await TryPutAsync(id, locked with { Version = sheet.State.Version + 1, Unlogged = WithoutLogged(id, sheet.State, change) }, sheet.State.ETag, change, cancellation);

    /// <summary>Opens a frozen sheet for changes, as its state was read. Null when somebody came between.</summary>
    public async Task<SheetState?> TryReopenAsync(AssignmentId id, SheetState frozen, UnloggedChange change, CancellationToken cancellation)
    {
        var open = frozen with { Locked = false, Version = frozen.Version + 1, Unlogged = WithoutLogged(id, frozen, change) };
        return await TryPutAsync(id, open, frozen.ETag ?? throw new InvalidOperationException($"The state of {id} was not read."), change, cancellation) ? open : null;
    }

    /// <summary>A change stands in the log: the sheet's next write says so, without one of its own.</summary>
    public void Logged(AssignmentId id, Act act, string subject) => _logged.Add(id.AnswersPartition, $"{act.Key} {subject}");

    /// <summary>Says in the sheet, as its state was read, what stands in the log. Whoever comes between says it instead, or the next sweep does.</summary>
    public async Task ForgetLoggedAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var left = state with { Unlogged = WithoutLogged(id, state) };
        var row = RowOf(id, left);
        row.ETag = state.ETag ?? throw new InvalidOperationException($"The state of {id} was not read.");
        if (await tables.Answers.TryReplaceAsync(row, cancellation))
        {
            _logged.Keep(id.AnswersPartition, left.Unlogged);
        }
    }

    private UnloggedChange[] WithoutLogged(AssignmentId id, SheetState state, params UnloggedChange[] more) => [.. _logged.Without(id.AnswersPartition, state.Unlogged), .. more];

    private async Task<bool> TryPutAsync(AssignmentId id, SheetState state, ETag? seen, UnloggedChange change, CancellationToken cancellation)
    {
        var row = RowOf(id, state);
        row.ETag = seen ?? default;
        if (seen is null ? await tables.Answers.TryAddAsync(row, cancellation) : await tables.Answers.TryReplaceAsync(row, cancellation))
        {
            _logged.Keep(id.AnswersPartition, state.Unlogged);
            return true;
        }

        // Somebody else's write; or one's own, whose answer was lost, so that the client asked again and met it.
        return (await ReadStateAsync(id, cancellation)).Unlogged.Any(u => u.Mark == change.Mark);
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

    private async Task<bool> TryWriteAsync(AssignmentId id, TableEntity? sentinel, List<TableEntity> part, UnloggedChange change, CancellationToken cancellation)
    {
        if (sentinel is null)
        {
            // By itself and not in the batch: the storage emulator may take two batches that both add the same row. Then it is read again.
            await tables.Answers.TryAddAsync(RowOf(id, new SheetState { Locked = false, Sequence = 0 }), cancellation);
            return false;
        }

        var batch = new Batch(tables.Answers);
        var unlogged = WithoutLogged(id, StateOf(sentinel), change);
        sentinel["Version"] = StateOf(sentinel).Version + 1;
        sentinel["Unlogged"] = UnloggedChange.Write(unlogged);
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
            _logged.Keep(id.AnswersPartition, unlogged);
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
        Unlogged = UnloggedChange.Read(row.GetString("Unlogged")),
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
        ["Unlogged"] = UnloggedChange.Write(state.Unlogged),
    };
}
