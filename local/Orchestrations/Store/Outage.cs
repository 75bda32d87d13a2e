using Azure;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>The storage does not respond at the moment.</summary>
internal static class Outage
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50), Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether trying again later can help.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        AggregateException several => several.InnerExceptions.All(Is),
        HttpRequestException or IOException or TimeoutException => true,
        // A request that took too long is cancelled by the client itself; a wait that the engine cancels ends before this is asked.
        OperationCanceledException => true,
        _ => false,
    };

    /// <summary>
    /// Repeats it until it succeeds, with longer and longer waits by the machine's own time. Nothing that the engine has decided may be lost
    /// because the storage did not respond.
    /// </summary>
    public static async Task<T> OutlastAsync<T>(Func<Task<T>> act, ILogger log, CancellationToken cancellation)
    {
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            try
            {
                return await act();
            }
            catch (Exception outage) when (Is(outage) && !cancellation.IsCancellationRequested)
            {
                log.LogWarning(outage, "The storage does not answer; trying again in {Wait}.", wait);
                await Task.Delay(wait, TimeProvider.System, cancellation);
            }
        }
    }

    public static Task OutlastAsync(Func<Task> act, ILogger log, CancellationToken cancellation) =>
        OutlastAsync(
            async () =>
            {
                await act();
                return true;
            },
            log,
            cancellation);
}
