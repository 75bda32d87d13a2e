using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>
/// One execution of an orchestrator's code. Told what happened, event by event in the order of the history, it says what the code asks
/// for; told the same again, it checks that the code asks for the same.
/// </summary>
internal sealed class Execution
{
    private readonly InstanceState _state;
    private readonly Func<TaskOrchestrationContext, Task<object?>>? _orchestrator;
    private readonly OrchestratorThread _thread;
    private readonly Queue<HistoryEvent> _held = new();
    private Task<object?>? _task;
    private bool _begun;
    private bool _suspended;
    private bool _foreign;
    private HistoryEvent? _terminated;

    // foreign is called, from any thread, when the code goes on where it must not.
    public Execution(InstanceState state, OrchestrationRegistry registry, string? defaultVersion, ILoggerFactory logs, Action foreign)
    {
        _state = state;
        _orchestrator = registry.Orchestrator(state.Name);
        _thread = new OrchestratorThread(() =>
        {
            _foreign = true;
            foreign();
        });
        Context = new OrchestratorContext(state, defaultVersion, _thread, logs);
    }

    public OrchestratorContext Context { get; }

    /// <summary>Whether the orchestrator's first turn has been taken.</summary>
    public bool Begun => _begun;

    /// <summary>Goes through a stored turn again.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code asks for something else than it did.</exception>
    public void Replay(IReadOnlyList<HistoryEvent> turn)
    {
        Context.Replaying = true;
        var outcome = Take(turn);
        var expected = turn.Where(e => e.Kind.IsAction()).ToList();
        Repetition.Check(_state, expected, outcome.Actions, outcome.End);
    }

    /// <summary>Takes a turn for the first time.</summary>
    public Outcome Run(IReadOnlyList<HistoryEvent> turn)
    {
        Context.Replaying = false;
        return Take(turn);
    }

    private Outcome Take(IReadOnlyList<HistoryEvent> turn)
    {
        // A task that ended between two turns was ended by another thread.
        _foreign |= _task is { IsCompleted: true };
        foreach (var happened in turn.Where(e => !e.Kind.IsAction() && !e.Kind.IsEnd()))
        {
            if (_terminated is not null || _foreign || _task is { IsCompleted: true })
            {
                Leave(happened);
                continue;
            }

            Take(happened);
        }

        return new Outcome(Context.TakeActions(), End(), _suspended);
    }

    // What comes after the code has returned is still an event that a new execution may want.
    private void Leave(HistoryEvent happened)
    {
        if (happened.Kind == HistoryKind.EventRaised)
        {
            Context.Events.Keep(happened);
        }
        else if (happened.Kind == HistoryKind.Terminated)
        {
            _terminated ??= happened;
        }
    }

    private void Take(HistoryEvent happened)
    {
        switch (happened.Kind)
        {
            case HistoryKind.TurnStarted:
                Context.Now = happened.Time!.Value;
                _begun = true;
                BeginCode();
                break;
            case HistoryKind.Terminated:
                _terminated = happened;
                break;
            case HistoryKind.Suspended:
                _suspended = true;
                break;
            case HistoryKind.Resumed:
                Resume();
                break;
            default:
                if (_suspended)
                {
                    _held.Enqueue(happened);
                }
                else
                {
                    _thread.Run(() => Context.Apply(happened));
                }

                break;
        }
    }

    private void Resume()
    {
        _suspended = false;
        BeginCode();
        while (_held.TryDequeue(out var held))
        {
            if (_task is { IsCompleted: true })
            {
                Leave(held);
            }
            else
            {
                _thread.Run(() => Context.Apply(held));
            }
        }
    }

    private void BeginCode()
    {
        if (_task is null && _begun && !_suspended && _orchestrator is { } orchestrator)
        {
            _thread.Run(() => _task = InvokeAsync(orchestrator));
        }
    }

    private async Task<object?> InvokeAsync(Func<TaskOrchestrationContext, Task<object?>> orchestrator) => await orchestrator(Context);

    private HistoryEvent? End()
    {
        if (_terminated is { } terminated)
        {
            return terminated;
        }

        if (_foreign)
        {
            return Failed(new ForeignAwaitException(_state.Id, _state.Name));
        }

        if (!_begun || (_suspended && _task is null))
        {
            return null;
        }

        if (_orchestrator is null)
        {
            var missing = new Failure
            {
                Type = "OrchestratorTaskNotFound",
                Message = $"No orchestrator task named '{_state.Name}' was found.",
                Final = true,
            };
            return new() { Kind = HistoryKind.Failed, Failure = missing };
        }

        return _task switch
        {
            { IsCompletedSuccessfully: true } => Returned(),
            { IsCompleted: true } => Failed(_task.Exception?.InnerException ?? new TaskCanceledException(_task)),
            _ when !Context.IsWaiting && !_suspended => Failed(new ForeignAwaitException(_state.Id, _state.Name)),
            _ => null,
        };
    }

    private HistoryEvent Returned()
    {
        try
        {
            return Context.Continuation is { } continuation
                ? new()
                {
                    Kind = HistoryKind.ContinuedAsNew,
                    Data = JsonDataConverter.Default.Serialize(continuation.NewInput),
                    Version = string.IsNullOrWhiteSpace(continuation.NewVersion) ? null : continuation.NewVersion,
                    Recursive = continuation.PreserveUnprocessedEvents,
                }
                : new() { Kind = HistoryKind.Completed, Data = JsonDataConverter.Default.Serialize(_task!.Result) };
        }
        catch (NotSupportedException unwritable)
        {
            return Failed(unwritable);
        }
    }

    private static HistoryEvent Failed(Exception exception) => new() { Kind = HistoryKind.Failed, Failure = Failure.From(exception) };
}
