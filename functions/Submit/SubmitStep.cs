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

/// <summary>Why a form can't be submitted: something is unanswered, or somebody has changed it since it was checked.</summary>
public sealed record SubmitRefusal(Remaining Remaining, bool ChangedMeanwhile);

/// <summary>
/// Submits a form: first the blob with the frozen answers is written (once, named by its fingerprint), then the sentinel that makes it the
/// submission, then everything that follows. After an interruption, the sentinel tells what happened and <see cref="FinishInterruptedAsync"/>
/// completes the rest.
/// </summary>
public sealed class SubmitStep(
    YearStore years, AnswerStore answers, AssignmentStore assignments, SubmissionStore submissions, Outbox outbox, AuditLog audit, TimeProvider clock,
    ILogger<SubmitStep> log)
{
    /// <summary>Submits the form as it was checked. Submitting a submitted form changes nothing.</summary>
    /// <returns>Why it can't be submitted; null if the form is submitted.</returns>
    /// <param name="who">Who submits.</param>
    /// <param name="form">The form.</param>
    /// <param name="seen">The sheet's version on the page where it was checked; null if the page did not send one.</param>
    /// <param name="decision">The body's own decision on its answers.</param>
    /// <param name="client">Wakes the orchestrations that wait for it.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="YearClosedException">The year is closed.</exception>
    /// <exception cref="DeniedException">A colleague may not submit.</exception>
    public async Task<SubmitRefusal?> SubmitAsync(
        Respondent who, Form form, int? seen, OwnDecision decision, DurableTaskClient client, CancellationToken cancellation)
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
                return Attempt.Done<SubmitRefusal?>(null);
            }

            var remaining = Remaining.Of(form, who.Body, sheet.Values);
            if (!remaining.IsNothing || sheet.State.Version != seen)
            {
                return Attempt.Done<SubmitRefusal?>(new SubmitRefusal(remaining, sheet.State.Version != seen));
            }

            var state = await FreezeAsync(id, form, sheet, who, decision, cancellation);
            var change = UnloggedChange.Create(who.Contact.Id, Act.Submitted, SubmittedSubject(id, state), state.SubmittedAt!.Value);
            if (!await answers.TryLockAsync(id, sheet, state, change, CancellationToken.None))
            {
                return Attempt.Refused<SubmitRefusal?>();
            }

            // It is submitted. What follows is not cancelled if the browser disconnects.
            await FinishAsync(id, state, who.Contact.Id, client, CancellationToken.None);
            return Attempt.Done<SubmitRefusal?>(null);
        });
    }

    /// <summary>Reopens a submitted form; the submission is kept. False if it was not submitted, or somebody else has just reopened it.</summary>
    public async Task<bool> ReopenAsync(AssignmentId id, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        await years.RequireOpenAsync(id.Year, cancellation);

        if (await answers.ReadStateAsync(id, cancellation) is not { Locked: true } frozen)
        {
            return false;
        }

        // Record the submission first: once the form is open, the sentinel no longer tells of a submission whose process died before recording it.
        await submissions.RecordAsync(id, frozen, cancellation);
        var change = UnloggedChange.Create(by, Act.Reopened, ReopenedSubject(id, frozen), clock.GetUtcNow());
        if (await answers.TryReopenAsync(id, frozen, change, CancellationToken.None) is not { } open)
        {
            return false;
        }

        await FinishReopeningAsync(id, open, by, client, CancellationToken.None);
        return true;
    }

    /// <summary>Completes submits and reopenings whose process died after the sentinel was written.</summary>
    public async Task FinishInterruptedAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var states = await answers.StatesOfYearAsync(year, cancellation);
        foreach (var assignment in await assignments.OfYearAsync(year, cancellation))
        {
            if (!states.TryGetValue(assignment.Id.AnswersPartition, out var state) || assignment.Matches(state))
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
                var by = state.Unlogged.LastOrDefault(u => u.Act == Act.Reopened)?.Who ?? AuditLog.UnknownUser;
                await FinishReopeningAsync(assignment.Id, state, by, client, cancellation);
            }
        }
    }

    private async Task<SheetState> FreezeAsync(
        AssignmentId id, Form form, AnswerSheet sheet, Respondent who, OwnDecision decision, CancellationToken cancellation)
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
            Attachments = AttachmentList.Read(sheet),
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
        await submissions.RecordAsync(id, state, cancellation);
        await audit.AppendOnceAsync(AuditScope.ForBody(id.Year, id.Body), contact, Act.Submitted, SubmittedSubject(id, state), cancellation);
        answers.MarkLogged(id, Act.Submitted, SubmittedSubject(id, state));
        await outbox.PutAsync(
            ReceiptComposer.Receipt.Mail(id.Year, $"kvitto-{id.Body}-{id.Form}-{state.Sequence}", contact, new AboutSubmission(id.Body, id.Form, state.Blob!)),
            client,
            cancellation);
        await UpdateAssignmentAsync(id, state, client, cancellation);
    }

    private async Task FinishReopeningAsync(AssignmentId id, SheetState state, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        await audit.AppendOnceAsync(AuditScope.ForBody(id.Year, id.Body), by, Act.Reopened, ReopenedSubject(id, state), cancellation);
        answers.MarkLogged(id, Act.Reopened, ReopenedSubject(id, state));
        await UpdateAssignmentAsync(id, state, client, cancellation);
    }

    private static string SubmittedSubject(AssignmentId id, SheetState state) => $"{id.Form} {state.Sequence} {state.Fingerprint}";

    private static string ReopenedSubject(AssignmentId id, SheetState state) => $"{id.Form} {state.Sequence}";

    /// <summary>Updates the assignment's row. This comes last: while the row differs from the sentinel, the hourly repair knows that work is left.</summary>
    private async Task UpdateAssignmentAsync(AssignmentId id, SheetState state, DurableTaskClient client, CancellationToken cancellation)
    {
        await assignments.UpdateAsync(id, state, cancellation);
        await Waking.TryWakeAsync(client, InstanceIds.ForBody(id.Year, id.Body), log, cancellation);
    }
}
