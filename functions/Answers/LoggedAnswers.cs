using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// Changes answers and logs that they were changed. The line is stored with the change and appended to the log after it; a process that dies
/// between the two leaves it in the sheet, and <see cref="FinishCutOffAsync"/> appends it with who and what.
/// </summary>
public sealed class LoggedAnswers(AnswerStore answers, AssignmentStore assignments, AuditLog audit, TimeProvider clock) : IDisposable
{
    /// <summary>Whoever lives logs within this time; what is younger is left to whoever made it.</summary>
    private static readonly TimeSpan Living = TimeSpan.FromMinutes(5);

    /// <summary>The log may lie a little before the sheet: clocks differ between machines.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>Other processes' lines, which this one can't know to be logged, are asked about before a row can't hold them.</summary>
    private const int Many = 50;

    private readonly SemaphoreSlim _finishing = new(1, 1);

    /// <summary>Saves answers.</summary>
    public Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact) => SaveAsync(id, changes, contact, Act.AnswersSaved, null);

    /// <summary>Saves, and says in the log what was done to what.</summary>
    public async Task<SaveOutcome> SaveAsync(AssignmentId id, IReadOnlyList<AnswerChange> changes, string contact, Act act, string? about)
    {
        // Whatever the browser does: a page that is left saves as it goes.
        var outcome = await answers.SaveAsync(id, changes, contact, act, about, CancellationToken.None);
        foreach (var change in outcome.Unlogged)
        {
            await audit.AppendAsync(ScopeOf(id), change.Who, change.Act, change.Subject, CancellationToken.None);
            answers.Logged(id, change.Act, change.Subject);
        }

        if (outcome.Sheet.State.Unlogged.Count > Many)
        {
            await FinishAsync(id, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Logs what the processes that changed a year's answers died before they had logged.</summary>
    public async Task FinishCutOffAsync(int year, CancellationToken cancellation)
    {
        var states = await answers.StatesOfYearAsync(year, cancellation);
        foreach (var assignment in await assignments.OfYearAsync(year, cancellation))
        {
            if (states.TryGetValue(assignment.Id.AnswersPartition, out var state) && state.Unlogged.Any(IsLeft))
            {
                await FinishAsync(assignment.Id, cancellation);
            }
        }
    }

    public void Dispose() => _finishing.Dispose();

    /// <summary>One at a time, and as it stands when it is one's turn: two at once would both find the lines missing, and append them twice.</summary>
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
        var since = state.Unlogged.Min(u => u.At) - Skew;
        var logged = (await audit.SinceAsync(ScopeOf(id), since, cancellation)).Select(e => $"{e.What} {e.Subject}").ToHashSet();
        foreach (var change in state.Unlogged.Where(u => logged.Contains(u.Key) || IsLeft(u)))
        {
            if (!logged.Contains(change.Key))
            {
                await audit.AppendAsync(ScopeOf(id), change.Who, change.Act, change.Subject, cancellation);
            }

            answers.Logged(id, change.Act, change.Subject);
        }

        await answers.ForgetLoggedAsync(id, state, cancellation);
    }

    private bool IsLeft(UnloggedChange change) => change.At + Living <= clock.GetUtcNow();

    private static AuditScope ScopeOf(AssignmentId id) => AuditScope.ForBody(id.Year, id.Body);
}
