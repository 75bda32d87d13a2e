using System.Text.Json;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Timers;

/// <summary>
/// The app's timer functions. A clock that is moved passes their times without stopping, and each that was passed runs once on arrival,
/// told that it is past due: as on Azure after the host has slept.
/// </summary>
internal sealed class TimerFunctions : IDisposable
{
    /// <summary>On time is within this; beyond it a run is past due.</summary>
    private static readonly TimeSpan _onTime = TimeSpan.FromMinutes(1);

    /// <summary>How long (by the machine's clock) a stop waits for a function that it has cancelled.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1.5);

    private readonly FunctionsWorker _worker;
    private List<Scheduled> _functions = [];
    private readonly LocalClock _clock;
    private readonly WorkMeter _meter;
    private readonly ScheduleFile _file;
    private readonly Dictionary<string, DateTimeOffset> _ran;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();

    public TimerFunctions(FunctionsWorker worker, LocalClock clock, WorkMeter meter, ScheduleFile file, ILogger<TimerFunctions> log)
    {
        (_worker, _clock, _meter, _file, _log) = (worker, clock, meter, file, log);
        _ran = file.Read();
    }

    /// <summary>Completes when the host stops; fails when no timer function can run any more.</summary>
    public Task Watching { get; private set; } = Task.CompletedTask;

    /// <param name="settings">The app's settings: a schedule may name one.</param>
    /// <exception cref="Hosting.StartRefusedException">A schedule cannot be read.</exception>
    public async Task StartAsync(IConfiguration settings)
    {
        var triggered = _worker.Functions.Where(function => function.IsTriggeredBy(TriggerTypes.Timer));
        _functions = [.. triggered.Select(function => Scheduled.Read(function, settings))];
        var now = _clock.GetUtcNow();
        RememberNewFunctions(now);
        foreach (var function in _functions)
        {
            function.Next = function.After(_ran[function.Name] is var last && last < now ? last : now);
            if (function.RunsOnStartup)
            {
                await RunAsync(function, function.Next <= now);
            }
        }

        // Not by the mover's own token: who stops waiting for a move has not asked the functions to stop.
        _clock.OnArrival(_ => LookAsync());
        Watching = Task.Run(WatchAsync);
    }

    /// <summary>
    /// Cancels what runs, and waits for it a while. A run that is cut off has not been done: the next start catches it up.
    /// </summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll(Watching, LastLookAsync()).WaitAsync(_grace, TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _log.LogWarning("A timer function does not heed its token; the host stops without it.");
        }
    }

    public void Dispose()
    {
        _oneLook.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Wakes by the machine's clock; finds nothing due while the app's clock stands still.</summary>
    private async Task WatchAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await LookAsync();
            var wait = (_functions.Min(function => function.Next) ?? DateTimeOffset.MaxValue) - _clock.GetUtcNow();
            var longest = TimeSpan.FromMinutes(10);
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest || _clock.IsMovedByHand ? longest : wait;
            await Task.Delay(wait, TimeProvider.System, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task LookAsync()
    {
        await _oneLook.WaitAsync(CancellationToken.None);
        try
        {
            var now = _clock.GetUtcNow();
            foreach (var function in _functions.Where(function => function.Next <= now).OrderBy(function => function.Next))
            {
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }

                await RunAsync(function, now - function.Next > _onTime);
            }
        }
        catch (Exception cut) when (cut is WorkerLostException or OperationCanceledException)
        {
            // The host ends. What was due is caught up at the next start.
        }
        finally
        {
            _oneLook.Release();
        }
    }

    /// <summary>One that has never run is remembered from its first start, so that its first time isn't missed while the host is down.</summary>
    private void RememberNewFunctions(DateTimeOffset now)
    {
        foreach (var function in _functions)
        {
            _ran.TryAdd(function.Name, now);
        }

        _file.Write(_ran);
    }

    private async Task LastLookAsync()
    {
        await _oneLook.WaitAsync(CancellationToken.None);
        _oneLook.Release();
    }

    private async Task RunAsync(Scheduled function, bool isPastDue)
    {
        using var work = _meter.Begin();
        var now = _clock.GetUtcNow();
        function.Next = function.After(now);
        var last = _ran[function.Name].UtcDateTime;
        var info = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = new { Last = last, LastUpdated = last, Next = function.Next?.UtcDateTime ?? default },
            IsPastDue = isPastDue,
        });
        var succeeded = await SucceedsAsync(function, info, 0);
        for (var count = 1; !succeeded && count <= function.Tries && !_stopping.IsCancellationRequested; count++)
        {
            await Task.Delay(function.Delay(count - 1), TimeProvider.System, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            succeeded = await SucceedsAsync(function, info, count);
        }

        if (succeeded || !_stopping.IsCancellationRequested)
        {
            _ran[function.Name] = now;
            _file.Write(_ran);
        }
    }

    private async Task<bool> SucceedsAsync(Scheduled function, string info, int count)
    {
        var retry = new RetryContext { RetryCount = count, MaxRetryCount = function.Tries };
        var response = await _worker.InvokeAsync(function.Function, new TypedData { Json = info }, _stopping.Token, retry: retry);
        if (response.Result.Status == StatusResult.Types.Status.Success)
        {
            return true;
        }

        _log.LogError("Timer function {Function} failed: {Type} {Message}\n{Stack}",
            function.Name, response.Result.Exception?.Type, response.Result.Exception?.Message, response.Result.Exception?.StackTrace);
        return false;
    }
}
