using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>The context that an orchestrator gets: what it asks for is noted, what has happened is told to it.</summary>
internal sealed partial class OrchestratorContext(InstanceState state, string? defaultVersion, OrchestratorThread thread, ILoggerFactory logs)
    : TaskOrchestrationContext
{
    private static readonly DataConverter Converter = JsonDataConverter.Default;

    private readonly Dictionary<int, Pending> _pending = [];
    private readonly ExternalEvents _events = new(Converter);
    private List<HistoryEvent> _actions = [];
    private List<int> _cancelledTimers = [];
    private int _nextTask;
    private int _guids;

    public override TaskName Name { get; } = state.Name;

    public override string InstanceId { get; } = state.Id;

    public override string Version { get; } = state.Version;

    public override ParentOrchestrationInstance? Parent { get; } = state.Parent is { } parent ? new(parent.Name, parent.Id) : null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    public string? CustomStatus { get; private set; } = state.CustomStatus;

    /// <summary>How the instance starts over; null if it does not.</summary>
    public ContinueAsNewOptions? Continuation { get; private set; }

    public ExternalEvents Events => _events;

    /// <summary>What has been asked for and has not happened.</summary>
    public IEnumerable<HistoryEvent> Outstanding => _pending.Values.Select(p => p.Scheduled);

    public bool IsWaiting => _pending.Count > 0 || _events.HasWaiters;

    protected override ILoggerFactory LoggerFactory => logs;

    /// <summary>What the code has asked for since the last time, in order.</summary>
    public List<HistoryEvent> TakeActions()
    {
        var taken = _actions;
        _actions = [];
        return taken;
    }

    /// <summary>The timers that the code has cancelled since the last time.</summary>
    public List<int> TakeCancelledTimers()
    {
        var taken = _cancelledTimers;
        _cancelledTimers = [];
        return taken;
    }

    /// <summary>Whether this has been asked for and has not happened.</summary>
    public bool IsOutstanding(HistoryEvent action) => _pending.ContainsKey(action.TaskId);

    public override T? GetInput<T>()
        where T : default => Converter.Deserialize<T>(state.Input);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        OnOwnThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        OnOwnThread();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var pending = Ask<object>(new() { Kind = HistoryKind.TimerCreated, Time = fireAt.ToUniversalTime() });
        cancellationToken.Register(() =>
        {
            if (_pending.Remove(pending.Scheduled.TaskId))
            {
                _cancelledTimers.Add(pending.Scheduled.TaskId);
                pending.Cancel(cancellationToken);
            }
        });
        return pending.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        OnOwnThread();
        StoreKeys.ValidateInstanceId(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _actions.Add(new()
        {
            Kind = HistoryKind.EventSent,
            TaskId = _nextTask++,
            Other = instanceId,
            Name = eventName,
            Data = Converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        OnOwnThread();
        CustomStatus = Converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        OnOwnThread();
        ArgumentNullException.ThrowIfNull(options);
        Continuation = options;
    }

    public override Guid NewGuid()
    {
        OnOwnThread();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}|{state.Epoch}|{Now:O}|{_guids++}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);

        // Version 8 of RFC 9562: an id made in the maker's own way.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Tells the orchestrator that something has happened; what nobody waits for any more is passed over.</summary>
    public void Apply(HistoryEvent happened)
    {
        if (happened.Kind == HistoryKind.EventRaised)
        {
            _events.Raise(happened);
        }
        else if (_pending.Remove(happened.TaskId, out var pending))
        {
            if (happened.Failure is { } failure)
            {
                pending.Fail(new TaskFailedException(pending.Scheduled.Name!, happened.TaskId, failure.ToDetails()) { Data = { [FinalKey] = failure.Final } });
            }
            else
            {
                pending.Complete(happened.Data);
            }
        }
    }

    private Pending<T> Ask<T>(HistoryEvent action)
    {
        var numbered = action with { TaskId = _nextTask++ };
        var pending = new Pending<T>(numbered, Converter);
        _pending.Add(numbered.TaskId, pending);
        _actions.Add(numbered);
        return pending;
    }

    private void OnOwnThread()
    {
        if (!thread.IsCurrent)
        {
            throw new ForeignAwaitException(InstanceId, Name);
        }
    }
}
