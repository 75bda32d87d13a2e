using System.Globalization;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Survey;

/// <summary>A round of mail to a year's managers: <c>inbjudan</c>, or <c>paminnelse-2024-11-01</c>.</summary>
public sealed record SurveyRound(int Year, string Step)
{
    /// <summary>Whether it invites those who have had no mail yet; otherwise it reminds those who have.</summary>
    public bool Invites => Step == SurveyMailActivities.Invitation;

    /// <summary>The prefix of the instance ids of a year's rounds.</summary>
    public static string Prefix(int year) => string.Create(CultureInfo.InvariantCulture, $"enkat-{year}-");

    /// <summary>
    /// The round's instance id. For invitations it contains the number of codes, so that a round starts only if there are new ones; a reminder's
    /// contains its date.
    /// </summary>
    public string Instance(int invited) => Invites
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix(Year)}{Step}-{invited}")
        : Prefix(Year) + Step;

    /// <summary>The round that an instance id names; null if it is another instance's id.</summary>
    public static SurveyRound? Parse(string instance) =>
        instance.Split('-', 3) is ["enkat", var year, var rest] && int.TryParse(year, CultureInfo.InvariantCulture, out var of)
            ? new SurveyRound(of, rest.StartsWith($"{SurveyMailActivities.Invitation}-", StringComparison.Ordinal) ? SurveyMailActivities.Invitation : rest)
            : null;
}

/// <summary>One body's part of a round, or that of the small bodies together.</summary>
public sealed record SurveyRoundOfBody(int Year, string Step, string Body);

/// <summary>Mails the managers of every body (<c>enkat-2024-inbjudan-512</c>). Codes and addresses are only in the table, never in the history.</summary>
public static class SurveyMailOrchestrator
{
    [Function(nameof(SurveyMailOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SurveyRound input)
    {
        var bodies = await context.CallActivityAsync<string[]>(nameof(SurveyMailActivities.GroupSurveyBodies), input, Retrying.Default);

        // Having a custom status tells a round that is progressing from one that is being retried.
        context.SetCustomStatus(bodies.Length);
        await Task.WhenAll(bodies
            .Select(b => new SurveyRoundOfBody(input.Year, input.Step, b))
            .Select(r => context.CallActivityAsync(nameof(SurveyMailActivities.MailSurveyCodes), r, Retrying.Default))
            .ToArray());
    }
}

/// <summary>Puts a round's mail in the outbox. Idempotent, because a mail's key contains the round and the code.</summary>
public sealed class SurveyMailActivities(Surveys surveys, SurveyInvitations invitations, SurveyCodes codes, Outbox outbox)
{
    public const string Invitation = "inbjudan";

    /// <summary>
    /// Decides with whom each body is counted, if that is not decided yet, and moves the small bodies' new codes to their common partition. A reminder
    /// decides nothing, because an upload may still be going on. Returns whom to mail.
    /// </summary>
    [Function(nameof(GroupSurveyBodies))]
    public async Task<string[]> GroupSurveyBodies([ActivityTrigger] SurveyRound input, CancellationToken cancellation)
    {
        var grouped = await Attempt.UntilDoneAsync(async () =>
        {
            var found = surveys.GroupsOf(input, await invitations.OfYearAsync(input.Year, cancellation));
            foreach (var body in found.Decided)
            {
                if (!await invitations.TryStoreGroupAsync(input.Year, body, cancellation))
                {
                    return Attempt.Refused<GroupedBodies>();
                }
            }

            return Attempt.Done(found);
        });
        await codes.MoveToCommonAsync(input.Year, grouped.Small.Select(b => b.Body), cancellation);
        return [.. grouped.Own.Select(b => b.Body), .. grouped.Small.Count > 0 ? new[] { SurveyGroups.Common } : []];
    }

    /// <summary>Mails an invitation to those who have had none, or a reminder to those who have and whose code is unspent.</summary>
    [Function(nameof(MailSurveyCodes))]
    public async Task MailSurveyCodes([ActivityTrigger] SurveyRoundOfBody input, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var round = new SurveyRound(input.Year, input.Step);
        var unspent = await codes.UnspentAsync(new BodySurvey(input.Year, input.Body), cancellation);
        var mails = unspent.Where(c => c.Mailed != round.Invites).Select(code => SurveyMailComposer.Code.Mail(
            input.Year, $"enkat-{input.Step}-{input.Body}-{code.Id}", "", new AboutCode(input.Body, code.Id, input.Step)));
        await outbox.PutAsync(mails.ToArray(), client, cancellation);
    }
}
