using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Orchestrations;

/// <summary>Activities with each kind of input and output that the worker treats in a way of its own.</summary>
public sealed class OrderActivities(Seen seen)
{
    [Function(nameof(Priced))]
    public static Price Priced([ActivityTrigger] Goods goods) => new(goods.Count * 12.5m, "SEK");

    [Function(nameof(Packed))]
    public static int Packed([ActivityTrigger] string? nothing) => nothing is null or "" ? 7 : -1;

    [Function(nameof(Posted))]
    public Task<string> Posted([ActivityTrigger] string text, string instanceId)
    {
        seen.Add($"posted by {(instanceId.Length > 0 ? "an instance" : "nobody")}");
        return Task.FromResult($"\"{text}\"");
    }

    /// <summary>A thousand characters a page.</summary>
    [Function(nameof(Printed))]
    public static string Printed([ActivityTrigger] int pages) => new('x', pages * 1000);

    [Function(nameof(Rejected))]
    public static string Rejected([ActivityTrigger] string? nothing) =>
        throw new ArgumentException($"rejected {nothing}".Trim(), new TimeoutException("too late"));

    /// <summary>Waits until it is cancelled, the first time; then it is done.</summary>
    [Function(nameof(Waiting))]
    public async Task<string> Waiting([ActivityTrigger] string? nothing, CancellationToken cancellation)
    {
        seen.Add($"waiting {nothing}".Trim());
        await new TaskCompletionSource().Task.WaitAsync(cancellation);
        return "never";
    }
}
