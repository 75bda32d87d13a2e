using Arshjulet.Local.Orchestrations.Running;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations;

public sealed partial class OrchestrationEngine
{
    // How long work under way may take to finish when the engine stops.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Takes the store and continues every instance that has not ended.</summary>
    /// <exception cref="StoreInUseException">Another process owns the store.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await Store.CreateAsync(cancellation);
        await _lease.AcquireAsync(Lose, cancellation);
        await foreach (var state in Store.OpenAsync(cancellation))
        {
            Instances.Load(state);
        }

        // First messages that may not have been delivered, then those that no turn has taken in, so that none arrives twice.
        var waiting = await Store.MessagesAsync(cancellation);
        _order = waiting.Count == 0 ? 0 : waiting.Max(m => m.Order);
        foreach (var outbox in await Store.OutboxesAsync(cancellation))
        {
            await Delivery.RedeliverAsync(outbox);
        }

        waiting = await Store.MessagesAsync(cancellation);
        _started = true;
        foreach (var instance in Instances.All)
        {
            instance.Post(new(Meter.Begin()));
        }

        foreach (var message in waiting.OrderBy(m => m.Order))
        {
            var receiver = Instances.Find(message.Target);
            if (receiver is null || receiver.State.Incarnation != message.Incarnation)
            {
                Tidy(() => Store.DeleteRowAsync(message.Target, message.Key, Aborting));
            }
            else
            {
                receiver.Post(new(Meter.Begin()) { Event = message.Event, RowKey = message.Key, Epoch = message.Epoch });
            }
        }

        Log.LogInformation("Orchestrations in '{Hub}': {Count} under way.", Options.TaskHub, Instances.All.Count);
    }

    /// <summary>Stops: turns under way are stored, running activities are cancelled and run again after the next start, the store is released.</summary>
    /// <param name="cancellation">Ends what is under way at once.</param>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _stops) > 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        foreach (var instance in Instances.All)
        {
            instance.Abandon();
        }

        _aborting.CancelAfter(Grace);
        await using (cancellation.Register(_aborting.Cancel))
        {
            var givenUp = new TaskCompletionSource();
            await using (Aborting.Register(givenUp.SetResult))
            {
                await Task.WhenAny(Background.WhenDoneAsync(), givenUp.Task);
            }

            await _lease.ReleaseAsync(Aborting);
        }

        _stopped.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await StopAsync(CancellationToken.None);
        Instances.Dispose();
        Activities.Dispose();
        Turns.Dispose();
        _lease.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }
}
