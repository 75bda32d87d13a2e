using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// Saves answers and logs the change. The log line is stored together with the change and appended to the log afterwards. If the process dies in
/// between, the line is still in the answer sheet, and <see cref="FinishInterruptedAsync"/> appends it.
/// </summary>
public sealed class LoggedAnswers(AnswerStore answers, AssignmentStore assignments, AuditLog audit, TimeProvider clock) : IDisposable
{
    /// <summary>A live process appends its line within this time, so younger lines are left to it.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromMinutes(5);

    /// <summary>A line may be in the log with a slightly earlier time than in the sheet, because machines' clocks differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>When a sheet lists more unlogged changes than this, the log is checked for them, before the list outgrows its row.</summary>
    private const int MaxUnlogged = 50;

    private readonly SemaphoreSlim _finishing = new(1, 1);

    /// <summary>Saves answers, logged as saved answers.</summary>
    public Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact) =>
        SaveAsync(id, changes, contact, Act.AnswersSaved, null);

    /// <summary>Saves answers, logged as this act on this subject.</summary>
    public async Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, Act act, string? about)
    {
        // Not cancelled if the browser disconnects: a page saves while it is being left.
        var outcome = await answers.SaveAsync(id, changes, contact, act, about, CancellationToken.None);
        foreach (var change in outcome.Unlogged)
        {
            await audit.AppendAsync(ScopeOf(id), change.Who, change.Act, change.Subject, CancellationToken.None);
            answers.MarkLogged(id, change.Act, change.Subject);
        }

        if (outcome.Sheet.State.Unlogged.Count > MaxUnlogged)
        {
            await FinishAsync(id, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Appends log lines for changes in a year whose processes died before logging them.</summary>
    public async Task FinishInterruptedAsync(int year, CancellationToken cancellation)
    {
        var states = await answers.StatesOfYearAsync(year, cancellation);
        foreach (var assignment in await assignments.OfYearAsync(year, cancellation))
        {
            if (states.TryGetValue(assignment.Id.AnswersPartition, out var state) && state.Unlogged.Any(IsOverdue))
            {
                await FinishAsync(assignment.Id, cancellation);
            }
        }
    }

    public void Dispose() => _finishing.Dispose();

    /// <summary>One at a time, each with a fresh read: two at once would both find a line missing and append it twice.</summary>
    private async Task FinishAsync(AssignmentId id, CancellationToken cancellation)
    {
        await _finishing.WaitAsync(cancellation);
        try
        {
            if (await answers.ReadStateAsync(id, cancellation) is { Row: not null, Unlogged.Count: > 0 } state)
            {
                await FinishAsync(id, state, cancellation);
            }
        }
        finally
        {
            _finishing.Release();
        }
    }

    private async Task FinishAsync(AssignmentId id, SheetState state, CancellationToken cancellation)
    {
        var since = state.Unlogged.Min(u => u.At) - ClockSkew;
        var logged = (await audit.ReadSinceAsync(ScopeOf(id), since, cancellation)).Select(e => $"{e.What} {e.Subject}").ToHashSet();
        foreach (var change in state.Unlogged.Where(u => logged.Contains(u.Key) || IsOverdue(u)))
        {
            if (!logged.Contains(change.Key))
            {
                await audit.AppendAsync(ScopeOf(id), change.Who, change.Act, change.Subject, cancellation);
            }

            answers.MarkLogged(id, change.Act, change.Subject);
        }

        await answers.RemoveLoggedAsync(id, state, cancellation);
    }

    private bool IsOverdue(UnloggedChange change) => change.At + GracePeriod <= clock.GetUtcNow();

    private static AuditScope ScopeOf(AssignmentId id) => AuditScope.ForBody(id.Year, id.Body);
}
