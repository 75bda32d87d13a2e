using System.Text.Json;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Collect.Attachments;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Collect;

/// <summary>Why a form can't be handed in: what is unanswered, or that somebody has changed it since it was checked.</summary>
public sealed record Hindrance(Remaining Remaining, bool ChangedMeanwhile);

/// <summary>
/// Submitting: the frozen answers' blob first (write-once, named by its fingerprint), then the sentinel that makes them the submission,
/// then all that follows from it. Cut off anywhere, the sentinel says what happened, and <see cref="FinishCutOffAsync"/> does the rest.
/// </summary>
public sealed class SubmitStep(YearStore years, AnswerStore answers, AssignmentStore assignments, SubmissionStore submissions, Blobs blobs, Outbox outbox, AuditLog audit, TimeProvider clock, ILogger<SubmitStep> log)
{
    private const string HandedIn = "svar-inlamnat";
    private const string Opened = "svar-oppnat";

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

        if ((await years.ReadAsync(who.Year, cancellation)).ClosedAt is not null)
        {
            throw new YearClosedException(who.Year);
        }

        var id = new AssignmentId(who.Year, who.Body.Id, form.Key);
        while (true)
        {
            var sheet = await answers.ReadAsync(id, cancellation);
            if (sheet.State.Locked)
            {
                return null;
            }

            var remaining = Remaining.Of(form, who.Body, sheet.Values);
            if (!remaining.IsNothing || sheet.State.Version != seen)
            {
                return new Hindrance(remaining, sheet.State.Version != seen);
            }

            var state = await FreezeAsync(id, form, sheet, who, decision, cancellation);
            var change = UnloggedChange.Of(who.Contact.Id, HandedIn, HandedInSubject(id, state), state.SubmittedAt!.Value);
            if (await answers.TryLockAsync(id, sheet, state, change, CancellationToken.None))
            {
                // It is handed in: a browser that goes away now stops nothing of what follows.
                await FinishAsync(id, state, who.Contact.Id, client, CancellationToken.None);
                return null;
            }
        }
    }

    /// <summary>Opens a submitted form again; the submission that was stays kept. False when it wasn't submitted, or somebody else opened it.</summary>
    public async Task<bool> ReopenAsync(AssignmentId id, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        if ((await years.ReadAsync(id.Year, cancellation)).ClosedAt is not null)
        {
            throw new YearClosedException(id.Year);
        }

        if (await answers.ReadStateAsync(id, cancellation) is not { Locked: true } frozen)
        {
            return false;
        }

        // First, and only this one is opened: once open, the sentinel says nothing of a submission whose process died before it was kept.
        await submissions.KeepAsync(id, frozen, cancellation);
        var change = UnloggedChange.Of(by, Opened, OpenedSubject(id, frozen), clock.GetUtcNow());
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
                var submission = await ReadAsync(state.Blob!, cancellation);
                await FinishAsync(assignment.Id, state, submission.SubmittedBy, client, cancellation);
            }
            else
            {
                var by = state.Unlogged.LastOrDefault(u => u.What == Opened)?.Who ?? AuditLog.Unknown;
                await FollowReopenedAsync(assignment.Id, state, by, client, cancellation);
            }
        }
    }

    /// <summary>A submission as it was frozen.</summary>
    public async Task<Submission> ReadAsync(string blob, CancellationToken cancellation) =>
        (await Blobs.ReadAsync(blobs.Submissions, blob, cancellation)).Content.ToObjectFromJson<Submission>(JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"The submission {blob} is empty.");

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
        var blob = $"{id.Year}/{id.Body}/{id.Form}/{submission.Sequence}-{fingerprint}.json";
        await Blobs.WriteOnceAsync(blobs.Submissions, blob, BinaryData.FromObjectAsJson(submission, JsonSerializerOptions.Web), "application/json", cancellation);
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
        await audit.AppendOnceAsync($"{id.Year}-{id.Body}", contact, HandedIn, HandedInSubject(id, state), cancellation);
        answers.Logged(id, HandedIn, HandedInSubject(id, state));
        await outbox.PutAsync(
            new OutboxMail
            {
                Year = id.Year,
                Id = $"kvitto-{id.Body}-{id.Form}-{state.Sequence}",
                Kind = ReceiptComposer.KindName,
                Contact = contact,
                Subject = $"{id.Body} {id.Form} {state.Blob}",
            },
            client,
            cancellation);
        await FollowAsync(id, state, client, cancellation);
    }

    private async Task FollowReopenedAsync(AssignmentId id, SheetState state, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        await audit.AppendOnceAsync($"{id.Year}-{id.Body}", by, Opened, OpenedSubject(id, state), cancellation);
        answers.Logged(id, Opened, OpenedSubject(id, state));
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
