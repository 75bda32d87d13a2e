using Arshjulet.Functions.Orchestrations;
using Arshjulet.Model.Mail;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// Fetches mail from the queue and sends it at the pace that the mailbox allows. One execution is one round. There is a single instance
/// (<c>postman</c>), so the pace is kept however many machines the app runs on.
/// </summary>
public static class Postman
{
    public const string Instance = "postman";

    [Function(nameof(Postman))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, PaceWindow window)
    {
        context.SetCustomStatus(PostmanPhase.Delivering);
        var round = await DeliverAsync(context, window);
        if (round.NotBefore is { } notBefore)
        {
            context.SetCustomStatus(PostmanPhase.Pausing);
            if (notBefore.UtcDateTime > context.CurrentUtcDateTime)
            {
                await context.CreateTimer(notBefore.UtcDateTime, CancellationToken.None);
            }
        }
        else if (round.RetryAt is { } retryAt)
        {
            context.SetCustomStatus(PostmanPhase.Retrying);
            await Waking.WaitForChangeAsync(context, Until(retryAt.UtcDateTime, context.CurrentUtcDateTime));
        }
        else
        {
            // No timeout: SweepOutbox wakes it every 15 minutes. A durable timer for that would stop a clock moved by hand 35,000 times a year.
            context.SetCustomStatus(PostmanPhase.Sleeping);
            await Waking.WaitForChangeAsync(context);
        }

        // The next round looks at the queue anyway, so events received so far can be dropped. Kept, a hundred of them would cost a hundred rounds.
        context.ContinueAsNew(round.Window, preserveUnprocessedEvents: false);
    }

    /// <summary>
    /// Wakes the postman, or starts it if it isn't running. A failure is only logged, because the mail is safe in the outbox and
    /// <see cref="SweepOutbox"/> wakes the postman within a quarter of an hour.
    /// </summary>
    public static async Task WakeAsync(DurableTaskClient client, ILogger log, CancellationToken cancellation)
    {
        try
        {
            if (await client.GetInstanceAsync(Instance, cancellation) is { IsCompleted: false })
            {
                await client.RaiseEventAsync(Instance, Waking.Changed, cancellation);
            }
            else
            {
                await Starting.StartAsync(client, nameof(Postman), Instance, PaceWindow.Unused, cancellation);
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "The postman could not be woken");
        }
    }

    /// <summary>Runs a round. If the whole round fails, the postman goes on with the next one after a minute.</summary>
    private static async Task<PostmanRound> DeliverAsync(TaskOrchestrationContext context, PaceWindow window)
    {
        try
        {
            return await context.CallActivityAsync<PostmanRound>(nameof(DeliverMail), window);
        }
        catch (TaskFailedException)
        {
            // It is not known how much the round sent, so assume that the minute's quota is used up.
            return new PostmanRound(window, NotBefore: new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + MailPace.Minute);
        }
    }

    private static TimeSpan Until(DateTime time, DateTime now) => time > now ? time - now : TimeSpan.Zero;
}

/// <summary>What the postman is doing, as the orchestration's custom status.</summary>
public static class PostmanPhase
{
    public const string Delivering = "delivering";

    /// <summary>The minute's quota is used up, or the mailbox is throttling.</summary>
    public const string Pausing = "pausing";

    /// <summary>Something failed and will be retried soon.</summary>
    public const string Retrying = "retrying";

    /// <summary>The queue is empty.</summary>
    public const string Sleeping = "sleeping";
}
