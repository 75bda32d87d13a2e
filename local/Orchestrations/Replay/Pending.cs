using System.Text.Json;
using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>Something the orchestrator has asked for and that has not happened.</summary>
internal abstract class Pending(HistoryEvent scheduled)
{
    public HistoryEvent Scheduled { get; } = scheduled;

    public abstract void Complete(string? data);

    public abstract void Fail(Exception exception);
}

internal sealed class Pending<T>(HistoryEvent scheduled, DataConverter converter) : Pending(scheduled)
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? data)
    {
        try
        {
            _source.TrySetResult(converter.Deserialize<T>(data)!);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or InvalidOperationException)
        {
            _source.TrySetException(unreadable);
        }
    }

    public override void Fail(Exception exception) => _source.TrySetException(exception);

    public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
}
