using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask.Converters;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>Runs activities that have been stored as scheduled. Their results are kept by the turn that takes them in.</summary>
internal sealed class Activities(OrchestrationEngine engine) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(engine.Options.MaxConcurrentActivities);

    public void Start(Instance instance, HistoryEvent call, int epoch)
    {
        var piece = engine.Meter.Begin();
        engine.Background.Run(() => RunAsync(instance, call, epoch, piece));
    }

    public void Dispose() => _slots.Dispose();

    private async Task RunAsync(Instance instance, HistoryEvent call, int epoch, IDisposable piece)
    {
        HistoryEvent? done = null;
        try
        {
            await _slots.WaitAsync(engine.Stopping);
            try
            {
                done = await ResultAsync(instance.State.Id, call);
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

    private async Task<HistoryEvent> ResultAsync(string instanceId, HistoryEvent call)
    {
        if (engine.Registry.Activity(call.Name!) is not { } activity)
        {
            var missing = new Failure { Type = "ActivityTaskNotFound", Message = $"No activity task named '{call.Name}' was found.", Final = true };
            return new() { Kind = HistoryKind.TaskFailed, TaskId = call.TaskId, Failure = missing };
        }

        try
        {
            var converter = JsonDataConverter.Default;
            var result = await activity(new ActivityCall(call.Name!, instanceId, call.Data, converter), engine.Stopping);
            return new() { Kind = HistoryKind.TaskCompleted, TaskId = call.TaskId, Data = converter.Serialize(result) };
        }
        catch (OperationCanceledException) when (engine.Stopping.IsCancellationRequested)
        {
            // Not its failure: it runs again after the next start.
            throw;
        }
#pragma warning disable CA1031 // Whatever an activity throws is the orchestrator's to handle.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new() { Kind = HistoryKind.TaskFailed, TaskId = call.TaskId, Failure = Failure.From(exception) };
        }
    }
}
