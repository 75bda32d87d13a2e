using System.Globalization;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// The Answers table: partition year-form-body, a row a question, and a sentinel that every write replaces as it was read. So a save and a
/// submit of the same form happen one after the other, whoever does them, and what is frozen is exactly what was saved.
/// </summary>
public sealed class AnswerStore(Tables tables, TimeProvider clock)
{
    /// <summary>A transaction takes 4 MB; this many characters stay under it however they are encoded.</summary>
    private const int MaxCharacters = 600_000;

    private readonly KnownLogged _logged = new();

    /// <summary>The sheet as it stands; an empty one before the first save.</summary>
    public async Task<AnswerSheet> ReadAsync(AssignmentId id, CancellationToken cancellation) =>
        AnswerRows.SheetOf(await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation));

    /// <summary>Only what the sentinel says: one small read.</summary>
    public async Task<SheetState> ReadStateAsync(AssignmentId id, CancellationToken cancellation) =>
        AnswerRows.StateOf(await tables.Answers.FindAsync(id.AnswersPartition, AnswerRows.Sentinel, cancellation));

    /// <summary>What every sentinel of a year says, by its partition, in one query. A sheet that nobody has written in has none.</summary>
    public async Task<IReadOnlyDictionary<string, SheetState>> StatesOfYearAsync(int year, CancellationToken cancellation)
    {
        var sentinels = await tables.Answers.ReadAsync(RowQuery.InPartitionsFrom($"{year}-").And(RowQuery.Named(AnswerRows.Sentinel)), cancellation);
        return sentinels.ToDictionary(r => r.PartitionKey, AnswerRows.StateOf);
    }

    /// <summary>Saves what may be saved; returns what stands, what somebody else has changed meanwhile, and what there is to log.</summary>
    /// <param name="id">Of which sheet.</param>
    /// <param name="changes">What to save.</param>
    /// <param name="contact">Who saves.</param>
    /// <param name="act">What is done, as the log says it.</param>
    /// <param name="about">What it is done to; null for so many answers.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SaveOutcome> SaveAsync(
        AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, Act act, string? about, CancellationToken cancellation)
    {
        var saved = new List<string>();
        var unlogged = new List<UnloggedChange>();
        return await Attempt.UntilDoneAsync(async () =>
        {
            var rows = await tables.Answers.PartitionAsync(id.AnswersPartition, cancellation);
            var sheet = AnswerRows.SheetOf(rows);
            var version = sheet.State.Version + 1;
            var merge = AnswerMerge.Of(sheet.Stored, changes, contact, clock.GetUtcNow(), version);
            if (merge.Writes.Count == 0 || sheet.State.Locked)
            {
                return Attempt.Done(new SaveOutcome(sheet.State.Locked, saved, merge.Conflicts, sheet) { Unlogged = unlogged });
            }

            if (sheet.State.Row is null)
            {
                await tables.Answers.GetOrAddAsync(AnswerRows.RowOf(id, sheet.State), cancellation);
                return Attempt.Partly<SaveOutcome>();
            }

            // More than one transaction takes is saved in several, each whole in itself and each of an open sheet.
            var part = PartOf(merge.Writes);
            var subject = string.Create(CultureInfo.InvariantCulture, $"{id.Form}{(about is null ? $": {part.Count}" : $" {about}")}, version {version}");
            var change = UnloggedChange.Of(contact, act, subject, clock.GetUtcNow());
            var state = sheet.State with { Version = version, Unlogged = WithoutLogged(id, sheet.State, change) };
            var batch = tables.Answers.Batch(AnswerRows.RowOf(id, state));
            part.ForEach(w => batch.AddOrReplace(AnswerRows.RowOf(id, w, rows.Find(r => r.RowKey == w.Answer.Question))));
            if (!await batch.TrySubmitAsync(cancellation))
            {
                return Attempt.Refused<SaveOutcome>();
            }

            _logged.Keep(id.AnswersPartition, state.Unlogged);
            saved.AddRange(part.Select(w => w.Answer.Question));
            unlogged.Add(change);
            return part.Count < merge.Writes.Count
                ? Attempt.Partly<SaveOutcome>()
                : Attempt.Done(new SaveOutcome(false, saved, merge.Conflicts, sheet.With(state, part)) { Unlogged = unlogged });
        });
    }

    /// <summary>Freezes the sheet as it was read. False when somebody wrote in between.</summary>
    public async Task<bool> TryLockAsync(AssignmentId id, AnswerSheet sheet, SheetState locked, UnloggedChange change, CancellationToken cancellation) =>
        await TryPutAsync(id, sheet.State, locked, change, cancellation) is not null;

    /// <summary>Opens a frozen sheet for changes, as its state was read. Null when somebody came between.</summary>
    public Task<SheetState?> TryReopenAsync(AssignmentId id, SheetState frozen, UnloggedChange change, CancellationToken cancellation) =>
        TryPutAsync(id, frozen, frozen with { Locked = false }, change, cancellation);

    /// <summary>A change stands in the log: the sheet's next write says so, without one of its own.</summary>
    public void Logged(AssignmentId id, Act act, string subject) => _logged.Add(id.AnswersPartition, $"{act.Key} {subject}");

    /// <summary>Says in the sheet, as its state was read, what stands in the log. Whoever comes between says it instead, or the next sweep does.</summary>
    public async Task ForgetLoggedAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var left = state with { Unlogged = WithoutLogged(id, state) };
        if (await tables.Answers.TryReplaceAsync(AnswerRows.RowOf(id, left), cancellation))
        {
            _logged.Keep(id.AnswersPartition, left.Unlogged);
        }
    }

    private async Task<SheetState?> TryPutAsync(AssignmentId id, SheetState seen, SheetState wanted, UnloggedChange change, CancellationToken cancellation)
    {
        var state = wanted with { Version = seen.Version + 1, Unlogged = WithoutLogged(id, seen, change), Row = seen.Row };
        if (!await tables.Answers.TryPutAsync(AnswerRows.RowOf(id, state), cancellation))
        {
            return null;
        }

        _logged.Keep(id.AnswersPartition, state.Unlogged);
        return state;
    }

    private UnloggedChange[] WithoutLogged(AssignmentId id, SheetState state, params UnloggedChange[] more) =>
        [.. _logged.Without(id.AnswersPartition, state.Unlogged), .. more];

    /// <summary>As many as fit in one transaction beside the sentinel, at least one.</summary>
    private static List<StoredAnswer> PartOf(IReadOnlyList<StoredAnswer> writes)
    {
        var characters = 0;
        return [.. writes.Take(Batch.MaxOperations - 1).TakeWhile((w, i) => (characters += w.Answer.Content.Length) <= MaxCharacters || i == 0)];
    }
}
