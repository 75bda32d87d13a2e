using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Submit;

/// <summary>Why a form can't be handed in: what is unanswered, or that somebody has changed it since it was checked.</summary>
public sealed record Hindrance(Remaining Remaining, bool ChangedMeanwhile);

/// <summary>
/// Submitting: the frozen answers' blob first (write-once, named by its fingerprint), then the sentinel that makes them the submission,
/// then all that follows from it. Cut off anywhere, the sentinel says what happened, and <see cref="FinishCutOffAsync"/> does the rest.
/// </summary>
public sealed class SubmitStep(YearStore years, AnswerStore answers, AssignmentStore assignments, SubmissionStore submissions, Outbox outbox, AuditLog audit, TimeProvider clock, ILogger<SubmitStep> log)
{
    /// <summary>Submits the form as it was checked. A second time, whoever does it, changes nothing.</summary>
    /// <returns>Why it can't be submitted; nothing when the form is submitted.</returns>
    /// <param name="who">Who hands in.</param>
    /// <param name="form">What.</param>
    /// <param name="seen">The sheet's version on the page that was checked; null where the page didn't say.</param>
    /// <param name="decision">The body's own decision about it.</param>
    /// <param name="client">Wakes what waits for it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    /// <exception cref="DeniedException">A colleague who only helps.</exception>
    public async Task<Hindrance?> SubmitAsync(Respondent who, Form form, int? seen, OwnDecision decision, DurableTaskClient client, CancellationToken cancellation)
    {
        if (who.IsColleague)
        {
            throw new DeniedException($"{who.Contact.Id} helps {who.Body.Id} and may not hand in.");
        }

        await years.RequireOpenAsync(who.Year, cancellation);

        var id = new AssignmentId(who.Year, who.Body.Id, form.Key);
        return await Attempt.UntilDoneAsync(async () =>
        {
            var sheet = await answers.ReadAsync(id, cancellation);
            if (sheet.State.Locked)
            {
                return Attempt.Done<Hindrance?>(null);
            }

            var remaining = Remaining.Of(form, who.Body, sheet.Values);
            if (!remaining.IsNothing || sheet.State.Version != seen)
            {
                return Attempt.Done<Hindrance?>(new Hindrance(remaining, sheet.State.Version != seen));
            }

            var state = await FreezeAsync(id, form, sheet, who, decision, cancellation);
            var change = UnloggedChange.Of(who.Contact.Id, Act.Submitted, HandedInSubject(id, state), state.SubmittedAt!.Value);
            if (!await answers.TryLockAsync(id, sheet, state, change, CancellationToken.None))
            {
                return Attempt.Refused<Hindrance?>();
            }

            // It is handed in: a browser that goes away now stops nothing of what follows.
            await FinishAsync(id, state, who.Contact.Id, client, CancellationToken.None);
            return Attempt.Done<Hindrance?>(null);
        });
    }

    /// <summary>Opens a submitted form again; the submission that was stays kept. False when it wasn't submitted, or somebody else opened it.</summary>
    public async Task<bool> ReopenAsync(AssignmentId id, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        await years.RequireOpenAsync(id.Year, cancellation);

        if (await answers.ReadStateAsync(id, cancellation) is not { Locked: true } frozen)
        {
            return false;
        }

        // First, and only this one is opened: once open, the sentinel says nothing of a submission whose process died before it was kept.
        await submissions.KeepAsync(id, frozen, cancellation);
        var change = UnloggedChange.Of(by, Act.Reopened, OpenedSubject(id, frozen), clock.GetUtcNow());
        if (await answers.TryReopenAsync(id, frozen, change, CancellationToken.None) is not { } open)
        {
            return false;
        }

        await FollowReopenedAsync(id, open, by, client, CancellationToken.None);
        return true;
    }

    /// <summary>Does what should have followed from a submit or a reopening whose process died after the sentinel was written.</summary>
    public async Task FinishCutOffAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var states = await answers.StatesOfYearAsync(year, cancellation);
        foreach (var assignment in await assignments.OfYearAsync(year, cancellation))
        {
            if (!states.TryGetValue(assignment.Id.AnswersPartition, out var state) || assignment.Follows(state))
            {
                continue;
            }

            if (state.Locked)
            {
                var submission = await submissions.ReadAsync(state.Blob!, cancellation);
                await FinishAsync(assignment.Id, state, submission.SubmittedBy, client, cancellation);
            }
            else
            {
                var by = state.Unlogged.LastOrDefault(u => u.Act == Act.Reopened)?.Who ?? AuditLog.Unknown;
                await FollowReopenedAsync(assignment.Id, state, by, client, cancellation);
            }
        }
    }

    private async Task<SheetState> FreezeAsync(AssignmentId id, Form form, AnswerSheet sheet, Respondent who, OwnDecision decision, CancellationToken cancellation)
    {
        var submission = new Submission
        {
            Year = id.Year,
            Body = id.Body,
            Form = id.Form,
            FormVersion = form.Version,
            Sequence = sheet.State.Sequence + 1,
            SubmittedAt = clock.GetUtcNow(),
            SubmittedBy = who.Contact.Id,
            Decision = decision,
            Answers = [.. form.QuestionsFor(who.Body).Where(q => sheet.Answers.ContainsKey(q.Key)).Select(q => sheet.Answers[q.Key].Answer)],
            Attachments = AttachmentList.Of(sheet),
        };
        var fingerprint = submission.Fingerprint();
        var blob = await submissions.FreezeAsync(id, submission, fingerprint, cancellation);
        return new SheetState
        {
            Locked = true,
            Sequence = submission.Sequence,
            Blob = blob,
            Fingerprint = fingerprint,
            SubmittedAt = submission.SubmittedAt,
            Version = sheet.State.Version + 1,
        };
    }

    private async Task FinishAsync(AssignmentId id, SheetState state, string contact, DurableTaskClient client, CancellationToken cancellation)
    {
        await submissions.KeepAsync(id, state, cancellation);
        await audit.AppendOnceAsync(AuditScope.ForBody(id.Year, id.Body), contact, Act.Submitted, HandedInSubject(id, state), cancellation);
        answers.Logged(id, Act.Submitted, HandedInSubject(id, state));
        await outbox.PutAsync(
            ReceiptComposer.Receipt.Mail(id.Year, $"kvitto-{id.Body}-{id.Form}-{state.Sequence}", contact, new AboutSubmission(id.Body, id.Form, state.Blob!)),
            client,
            cancellation);
        await FollowAsync(id, state, client, cancellation);
    }

    private async Task FollowReopenedAsync(AssignmentId id, SheetState state, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        await audit.AppendOnceAsync(AuditScope.ForBody(id.Year, id.Body), by, Act.Reopened, OpenedSubject(id, state), cancellation);
        answers.Logged(id, Act.Reopened, OpenedSubject(id, state));
        await FollowAsync(id, state, client, cancellation);
    }

    private static string HandedInSubject(AssignmentId id, SheetState state) => $"{id.Form} {state.Sequence} {state.Fingerprint}";

    private static string OpenedSubject(AssignmentId id, SheetState state) => $"{id.Form} {state.Sequence}";

    /// <summary>Last: while the row doesn't follow the sentinel, the sweep knows that something is left to do.</summary>
    private async Task FollowAsync(AssignmentId id, SheetState state, DurableTaskClient client, CancellationToken cancellation)
    {
        await assignments.FollowAsync(id, state, cancellation);
        await Waking.TryWakeAsync(client, InstanceIds.ForBody(id.Year, id.Body), log, cancellation);
    }
}
