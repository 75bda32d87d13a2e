using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>Microsoft's backend as its dispatchers see it, with a look at each turn that is stored.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "A class is derived from it when the program runs.")]
internal class ObservedService : DispatchProxy
{
    private IOrchestrationService _service = null!;
    private UnderWay _underWay = null!;
    private AppTime _time = null!;

    public static IOrchestrationService Around(IOrchestrationService service, UnderWay underWay, AppTime time)
    {
        var observed = Create<IOrchestrationService, ObservedService>();
        var self = (ObservedService)(object)observed;
        (self._service, self._underWay, self._time) = (service, underWay, time);
        return observed;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync)
            ? CompleteAsync(
                (TaskOrchestrationWorkItem)args![0]!, (OrchestrationRuntimeState)args[1]!, (IList<TaskMessage>)args[2]!, (IList<TaskMessage>)args[3]!,
                (IList<TaskMessage>)args[4]!, (TaskMessage)args[5]!, (OrchestrationState)args[6]!)
            : targetMethod.Invoke(_service, BindingFlags.DoNotWrapExceptions, null, args, null);

    private async Task CompleteAsync(
        TaskOrchestrationWorkItem item, OrchestrationRuntimeState state, IList<TaskMessage> activities, IList<TaskMessage> messages, IList<TaskMessage> timers,
        TaskMessage continued, OrchestrationState ended)
    {
        _underWay.Storing([.. activities, .. messages], timers.Select(TimerOf));
        await _service.CompleteTaskOrchestrationWorkItemAsync(item, state, activities, messages, timers, continued, ended);
        _underWay.Stored(item.InstanceId, item.NewMessages, state);
    }

    private PendingTimer TimerOf(TaskMessage message)
    {
        var fires = (TimerFiredEvent)message.Event;
        return new PendingTimer(message.OrchestrationInstance, fires, _time.Due(new DateTimeOffset(DateTime.SpecifyKind(fires.FireAt, DateTimeKind.Utc))));
    }
}
