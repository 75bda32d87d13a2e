using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>Runs activities that have been stored as scheduled. Their results are kept by the turn that takes them in.</summary>
internal sealed class Activities(OrchestrationEngine engine) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(engine.Options.MaxConcurrentActivities);

    public void Start(Instance instance, HistoryEvent scheduled, int epoch)
    {
        var piece = engine.Meter.Begin();
        engine.Background.Run(() => RunAsync(instance, scheduled, epoch, piece));
    }

    public void Dispose() => _slots.Dispose();

    private async Task RunAsync(Instance instance, HistoryEvent scheduled, int epoch, IDisposable piece)
    {
        HistoryEvent? done = null;
        try
        {
            await _slots.WaitAsync(engine.Stopping);
            try
            {
                done = await ResultAsync(instance.State.Id, scheduled);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            if (done is null)
            {
                piece.Dispose();
            }
        }

        instance.Post(new(piece) { Event = done, Epoch = epoch });
    }

    private async Task<HistoryEvent> ResultAsync(string instanceId, HistoryEvent scheduled)
    {
        var (number, call) = (scheduled.EventId, scheduled.TaskScheduled);
        var result = await engine.Code.RunActivity(new ActivityCall(call.Name, instanceId, number, call.Input), engine.Stopping);

        // An activity that is cancelled by a stop has not failed: it runs again after the next start.
        engine.Stopping.ThrowIfCancellationRequested();
        return HistoryEvents.At(engine.Clock.GetUtcNow(), e =>
        {
            if (result.Failure is { } failure)
            {
                e.TaskFailed = new TaskFailedEvent { TaskScheduledId = number, FailureDetails = failure };
            }
            else
            {
                e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = number, Result = result.Output };
            }
        });
    }
}
