using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>Events of an instance's history, in the durable task protocol's own messages.</summary>
internal static class HistoryEvents
{
    /// <summary>The number of an event that nothing answers.</summary>
    private const int NoNumber = -1;

    public static HistoryEvent At(DateTimeOffset time, Action<HistoryEvent> set, int number = NoNumber)
    {
        var happened = new HistoryEvent { EventId = number, Timestamp = Timestamp.FromDateTimeOffset(time) };
        set(happened);
        return happened;
    }

    /// <summary>What an orchestrator asked for, as an event of its history; null for its end, and for what this host doesn't have.</summary>
    public static HistoryEvent? FromAction(OrchestratorAction action, DateTimeOffset time) => action switch
    {
        { ScheduleTask: { } call } => At(
            time, e => e.TaskScheduled = new() { Name = call.Name, Version = call.Version, Input = call.Input, Tags = { call.Tags } }, action.Id),
        { CreateTimer: { } timer } => At(time, e => e.TimerCreated = new TimerCreatedEvent { FireAt = timer.FireAt }, action.Id),
        { CreateSubOrchestration: { } child } => At(
            time,
            e => e.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
            {
                InstanceId = child.InstanceId,
                Name = child.Name,
                Version = child.Version,
                Input = child.Input,
                Tags = { child.Tags },
            },
            action.Id),
        { SendEvent: { } sent } => At(
            time, e => e.EventSent = new EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data }, action.Id),
        _ => null,
    };

    public static byte[] Write(IEnumerable<HistoryEvent> events) => new HistoryChunk { Events = { events } }.ToByteArray();

    public static IReadOnlyList<HistoryEvent> Read(byte[] stored) => HistoryChunk.Parser.ParseFrom(stored).Events;
}
