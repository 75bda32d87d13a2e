using System.Globalization;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// The Answers table: partition year-form-body, one row per question, and a sentinel that every write replaces. Concurrent writes therefore
/// conflict, and saving and submitting a form happen strictly one after the other: what is submitted is exactly what was saved.
/// </summary>
public sealed class AnswerStore(Tables tables, TimeProvider clock)
{
    /// <summary>The most characters in one transaction. In any encoding they stay below Azure's limit of 4 MB.</summary>
    private const int MaxCharacters = 600_000;

    private readonly LoggedChanges _logged = new();

    /// <summary>The answer sheet; empty before the first save.</summary>
    public async Task<AnswerSheet> ReadAsync(AssignmentId id, CancellationToken cancellation) =>
        AnswerRows.SheetOf(await tables.Answers.ReadPartitionAsync(id.AnswersPartition, cancellation));

    /// <summary>The sentinel's state; reads a single row.</summary>
    public async Task<SheetState> ReadStateAsync(AssignmentId id, CancellationToken cancellation) =>
        AnswerRows.StateOf(await tables.Answers.FindAsync(id.AnswersPartition, AnswerRows.Sentinel, cancellation));

    /// <summary>The state of every sheet of a year, by partition, in one query. A sheet that was never saved is missing.</summary>
    public async Task<IReadOnlyDictionary<string, SheetState>> StatesOfYearAsync(int year, CancellationToken cancellation)
    {
        var query = RowQuery.WithPartitionPrefix($"{year}-").And(RowQuery.WithRowKey(AnswerRows.Sentinel));
        var sentinels = await tables.Answers.ReadAsync(query, cancellation);
        return sentinels.ToDictionary(r => r.PartitionKey, AnswerRows.StateOf);
    }

    /// <summary>Saves the changes that do not conflict. Returns the sheet after the save, the conflicts, and the log lines to append.</summary>
    /// <param name="id">The assignment.</param>
    /// <param name="changes">The changes to save.</param>
    /// <param name="contact">The id of the contact who saves.</param>
    /// <param name="act">The act to log.</param>
    /// <param name="about">The subject to log; null to log the number of answers.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<SaveOutcome> SaveAsync(
        AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, Act act, string? about, CancellationToken cancellation)
    {
        var saved = new List<string>();
        var unlogged = new List<UnloggedChange>();
        return await Attempt.UntilDoneAsync(async () =>
        {
            var rows = await tables.Answers.ReadPartitionAsync(id.AnswersPartition, cancellation);
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
                return Attempt.Incomplete<SaveOutcome>();
            }

            // If the changes exceed one transaction they are saved in several. Each is complete in itself and requires that the sheet is open.
            var part = TakeOneTransaction(merge.Writes);
            var subject = string.Create(CultureInfo.InvariantCulture, $"{id.Form}{(about is null ? $": {part.Count}" : $" {about}")}, version {version}");
            var change = UnloggedChange.Create(contact, act, subject, clock.GetUtcNow());
            var state = sheet.State with { Version = version, Unlogged = WithoutLogged(id, sheet.State, change) };
            var batch = tables.Answers.Batch(AnswerRows.RowOf(id, state));
            part.ForEach(w => batch.AddOrReplace(AnswerRows.RowOf(id, w, rows.Find(r => r.RowKey == w.Answer.Question))));
            if (!await batch.TrySubmitAsync(cancellation))
            {
                return Attempt.Refused<SaveOutcome>();
            }

            _logged.RetainOnly(id.AnswersPartition, state.Unlogged);
            saved.AddRange(part.Select(w => w.Answer.Question));
            unlogged.Add(change);
            return part.Count < merge.Writes.Count
                ? Attempt.Incomplete<SaveOutcome>()
                : Attempt.Done(new SaveOutcome(false, saved, merge.Conflicts, sheet.With(state, part)) { Unlogged = unlogged });
        });
    }

    /// <summary>Locks the sheet in the state that was read. False if somebody has written in between.</summary>
    public async Task<bool> TryLockAsync(AssignmentId id, AnswerSheet sheet, SheetState locked, UnloggedChange change, CancellationToken cancellation) =>
        await TryPutAsync(id, sheet.State, locked, change, cancellation) is not null;

    /// <summary>Reopens a locked sheet, given the state that was read. Null if somebody has written in between.</summary>
    public Task<SheetState?> TryReopenAsync(AssignmentId id, SheetState frozen, UnloggedChange change, CancellationToken cancellation) =>
        TryPutAsync(id, frozen, frozen with { Locked = false }, change, cancellation);

    /// <summary>Notes that a change has been logged. The sheet's next write drops it from the unlogged changes, which saves a write just for that.</summary>
    public void MarkLogged(AssignmentId id, Act act, string subject) => _logged.Add(id.AnswersPartition, $"{act.Key} {subject}");

    /// <summary>
    /// Drops logged changes from the sheet's list of unlogged ones. If somebody writes at the same time, that write does it, or the next sweep.
    /// </summary>
    public async Task RemoveLoggedAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var left = state with { Unlogged = WithoutLogged(id, state) };
        if (await tables.Answers.TryReplaceAsync(AnswerRows.RowOf(id, left), cancellation))
        {
            _logged.RetainOnly(id.AnswersPartition, left.Unlogged);
        }
    }

    private async Task<SheetState?> TryPutAsync(AssignmentId id, SheetState seen, SheetState wanted, UnloggedChange change, CancellationToken cancellation)
    {
        var state = wanted with { Version = seen.Version + 1, Unlogged = WithoutLogged(id, seen, change), Row = seen.Row };
        if (!await tables.Answers.TryPutAsync(AnswerRows.RowOf(id, state), cancellation))
        {
            return null;
        }

        _logged.RetainOnly(id.AnswersPartition, state.Unlogged);
        return state;
    }

    private UnloggedChange[] WithoutLogged(AssignmentId id, SheetState state, params UnloggedChange[] more) =>
        [.. _logged.Without(id.AnswersPartition, state.Unlogged), .. more];

    /// <summary>As many writes as fit in one transaction together with the sentinel; at least one.</summary>
    private static List<StoredAnswer> TakeOneTransaction(IReadOnlyList<StoredAnswer> writes)
    {
        var characters = 0;
        return [.. writes.Take(Batch.MaxOperations - 1).TakeWhile((w, i) => (characters += w.Answer.Content.Length) <= MaxCharacters || i == 0)];
    }
}
