using Arshjulet.Local.Clock;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>
/// Translates between the app's clock, which stands still and is moved by hand, and the machine's, which Microsoft's backend goes by. A moment
/// of the machine's is the one at which the app's clock stood then, so that a history reads the same however often it is replayed.
/// </summary>
internal sealed class AppTime(LocalClock clock)
{
    private readonly List<(DateTimeOffset Machine, DateTimeOffset App)> _moves = [(TimeProvider.System.GetUtcNow(), clock.GetUtcNow())];

    /// <summary>The app's clock has been moved; nothing was under way meanwhile.</summary>
    public void Moved() => _moves.Add((TimeProvider.System.GetUtcNow(), clock.GetUtcNow()));

    /// <summary>Where the app's clock stood at a moment of the machine's.</summary>
    public DateTimeOffset AtMachine(DateTimeOffset machine) => MoveBefore(machine).App;

    /// <summary>When a timer that is created now is due by the app's clock.</summary>
    public DateTimeOffset Due(DateTimeOffset machine) => _moves[^1].App + (machine - _moves[^1].Machine);

    /// <summary>An event of the backend's history as the worker is told of it.</summary>
    public HistoryEvent ForWorker(HistoryEvent happened)
    {
        var machine = happened.Timestamp.ToDateTimeOffset();
        var (before, app) = MoveBefore(machine);
        happened.Timestamp = app.ToTimestamp();
        if (happened.TimerCreated is { } timer)
        {
            timer.FireAt = (app + (timer.FireAt.ToDateTimeOffset() - before)).ToTimestamp();
        }

        if (happened.TimerFired is { } fired)
        {
            fired.FireAt = app.ToTimestamp();
        }

        return happened;
    }

    /// <summary>What the worker asks for, as the backend is told of it.</summary>
    public OrchestratorAction ForBackend(OrchestratorAction action)
    {
        if (action.CreateTimer is { } timer)
        {
            timer.FireAt = (_moves[^1].Machine + (timer.FireAt.ToDateTimeOffset() - _moves[^1].App)).ToTimestamp();
        }

        return action;
    }

    private (DateTimeOffset Machine, DateTimeOffset App) MoveBefore(DateTimeOffset machine) =>
        _moves.FindLastIndex(move => move.Machine <= machine) is >= 0 and var index ? _moves[index] : _moves[0];
}
