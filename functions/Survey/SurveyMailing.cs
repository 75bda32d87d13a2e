using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Year;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Survey;

/// <summary>A round of mail to a year's managers: <c>inbjudan</c>, or <c>paminnelse-2024-11-01</c>.</summary>
public sealed record SurveyRound(int Year, string Step);

/// <summary>One body's part of a round.</summary>
public sealed record SurveyRoundOfBody(int Year, string Step, string Body);

/// <summary>Mails the managers of every body (<c>enkat-2024-inbjudan-512</c>). Codes and addresses stand in the table only.</summary>
public static class SurveyMailOrchestrator
{
    [Function(nameof(SurveyMailOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SurveyRound input)
    {
        var bodies = await context.CallActivityAsync<string[]>(nameof(SurveyMailActivities.ListSurveyBodies), input.Year, Retrying.Default);
        await Task.WhenAll(bodies
            .Select(b => context.CallActivityAsync(nameof(SurveyMailActivities.MailSurveyCodes), new SurveyRoundOfBody(input.Year, input.Step, b), Retrying.Default))
            .ToArray());
    }
}

/// <summary>Puts a round's mail in the outbox. Again is once: the key names round and code.</summary>
public sealed class SurveyMailActivities(Surveys surveys, SurveyCodes codes, Outbox outbox)
{
    public const string Invitation = "inbjudan";

    [Function(nameof(ListSurveyBodies))]
    public string[] ListSurveyBodies([ActivityTrigger] int year) => [.. surveys.OfYear(year).Where(v => !v.IsOpen).Select(v => v.Body.Id)];

    /// <summary>An invitation to those who had none; a reminder to those who had, whose code is unspent. Nothing else is known of either.</summary>
    [Function(nameof(MailSurveyCodes))]
    public async Task MailSurveyCodes([ActivityTrigger] SurveyRoundOfBody input, CancellationToken cancellation)
    {
        var invites = input.Step == Invitation;
        foreach (var code in (await codes.UnspentAsync(new BodySurvey(input.Year, input.Body), cancellation)).Where(c => c.Mailed != invites))
        {
            await outbox.PutAsync(
                new OutboxMail
                {
                    Year = input.Year,
                    Id = $"enkat-{input.Step}-{input.Body}-{code.Id}",
                    Kind = SurveyMailComposer.KindName,
                    Contact = "",
                    Subject = $"{input.Body} {code.Id} {input.Step}",
                },
                cancellation);
        }
    }
}
