using Arshjulet.Local.Clock;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>
/// What is on its way to instances on Microsoft's backend: every message from when it is sent until the turn that took it in is stored. The meter is
/// idle when nothing is, so that tests wait for what happens and not for time. Timers wait for the app's clock instead.
/// </summary>
internal sealed class UnderWay(WorkMeter meter, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<SentMessage> _sent = [];
    private readonly List<PendingTimer> _timers = [];

    /// <summary>Timers whose message counts as sent.</summary>
    private readonly HashSet<(string Execution, int Timer)> _due = [];

    /// <param name="instance">The receiver.</param>
    /// <param name="starts">Whether it starts the instance. Of several such the backend takes one, and drops the others without a word.</param>
    public SentMessage Sent(string instance, bool starts = false)
    {
        var message = new SentMessage(instance, starts, meter.Begin());
        lock (_gate)
        {
            _sent.Add(message);
        }

        return message;
    }

    /// <summary>Messages were taken in, or not sent after all.</summary>
    public void Forget(params IEnumerable<SentMessage> messages)
    {
        lock (_gate)
        {
            foreach (var message in messages.ToArray())
            {
                _sent.Remove(message);
                message.Piece.Dispose();
            }
        }
    }

    /// <summary>The timers that the app's clock has reached, in order. Their messages count as sent.</summary>
    public IReadOnlyList<PendingTimer> TakeDue()
    {
        lock (_gate)
        {
            PendingTimer[] due = [.. _timers.Where(timer => timer.Due <= clock.GetUtcNow()).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
            {
                Send(timer);
            }

            return due;
        }
    }

    /// <summary>A turn is about to be stored: what it sends counts from now on, as does a timer that is due at once.</summary>
    public void Storing(IEnumerable<TaskMessage> messages, IEnumerable<PendingTimer> timers)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                Sent(message.OrchestrationInstance.InstanceId);
            }

            foreach (var timer in timers)
            {
                _timers.Add(timer);
                if (timer.Due <= clock.GetUtcNow())
                {
                    Send(timer);
                }
            }
        }
    }

    /// <summary>A turn is stored: what it took in is no longer under way, nor is anything for an execution that has ended.</summary>
    public void Stored(string instance, IEnumerable<TaskMessage> received, OrchestrationRuntimeState state)
    {
        lock (_gate)
        {
            foreach (var message in received)
            {
                Receive(instance, message);
            }

            var running = state.OrchestrationStatus is OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended;
            var current = running ? state.OrchestrationInstance?.ExecutionId : null;
            _timers.RemoveAll(timer => timer.Instance.InstanceId == instance && timer.Instance.ExecutionId != current);
            if (!running)
            {
                Forget(_sent.Where(message => message.Instance == instance));
            }
        }
    }

    /// <summary>The backend has thrown away this many events for an instance.</summary>
    public void Discarded(string instance, int count)
    {
        lock (_gate)
        {
            Forget(_sent.Where(sent => sent.Instance == instance && !sent.Starts).Take(count));
        }
    }

    private void Receive(string instance, TaskMessage message)
    {
        if (message.Event is TimerFiredEvent fired)
        {
            var key = (message.OrchestrationInstance.ExecutionId, fired.TimerId);
            if (!_due.Remove(key))
            {
                // The machine's clock reached it by itself, as it does the few seconds of a retry.
                _timers.RemoveAll(timer => timer.Key == key);
                return;
            }
        }

        var starts = message.Event is ExecutionStartedEvent;
        Forget(_sent.Where(sent => sent.Instance == instance && sent.Starts == starts).Take(starts ? int.MaxValue : 1));
    }

    private void Send(PendingTimer timer)
    {
        _timers.Remove(timer);
        _due.Add(timer.Key);
        Sent(timer.Instance.InstanceId);
    }
}

/// <summary>A message that no turn has taken in yet.</summary>
internal sealed class SentMessage(string instance, bool starts, IDisposable piece)
{
    public string Instance => instance;

    public bool Starts => starts;

    public IDisposable Piece => piece;
}

/// <summary>A timer of an orchestration's, due by the app's clock.</summary>
internal sealed record PendingTimer(OrchestrationInstance Instance, TimerFiredEvent Fires, DateTimeOffset Due)
{
    public (string Execution, int Timer) Key => (Instance.ExecutionId, Fires.TimerId);
}
