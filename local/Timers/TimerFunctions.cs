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
internal sealed class TimerFunctions : IAsyncDisposable
{
    /// <summary>On time is within this; beyond it a run is past due.</summary>
    private static readonly TimeSpan _onTime = TimeSpan.FromMinutes(1);

    private readonly FunctionsWorker _worker;
    private List<Scheduled> _functions = [];
    private readonly LocalClock _clock;
    private readonly WorkMeter _meter;
    private readonly ScheduleFile _file;
    private readonly Dictionary<string, DateTimeOffset> _ran;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public TimerFunctions(FunctionsWorker worker, LocalClock clock, WorkMeter meter, ScheduleFile file, ILogger<TimerFunctions> log)
    {
        (_worker, _clock, _meter, _file, _log) = (worker, clock, meter, file, log);
        _ran = file.Read();
    }

    /// <param name="settings">The app's settings: a schedule may name one.</param>
    /// <exception cref="Hosting.StartRefusedException">A schedule cannot be read.</exception>
    public async Task StartAsync(IConfiguration settings)
    {
        _functions = [.. _worker.Functions.Where(function => function.IsTriggeredBy(TriggerTypes.Timer)).Select(function => Scheduled.Read(function, settings))];
        var now = _clock.GetUtcNow();
        foreach (var function in _functions)
        {
            function.Next = function.After(_ran.TryGetValue(function.Name, out var last) && last < now ? last : now);
            if (function.RunsOnStartup)
            {
                await RunAsync(function, function.Next <= now, CancellationToken.None);
            }
        }

        // Not by the mover's own token: who stops waiting for a move has not asked the functions to stop.
        _clock.OnArrival(_ => LookAsync(_stopping.Token));
        _watching = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
            await _watching;
        }

        _oneLook.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Wakes by the machine's clock; finds nothing due while the app's clock stands still.</summary>
    private async Task WatchAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await LookAsync(_stopping.Token);
            var wait = (_functions.Min(function => function.Next) ?? DateTimeOffset.MaxValue) - _clock.GetUtcNow();
            var longest = TimeSpan.FromMinutes(10);
            await Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest || _clock.IsMovedByHand ? longest : wait, TimeProvider.System, _stopping.Token)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await _oneLook.WaitAsync(CancellationToken.None);
        try
        {
            var now = _clock.GetUtcNow();
            foreach (var function in _functions.Where(function => function.Next <= now).OrderBy(function => function.Next))
            {
                await RunAsync(function, now - function.Next > _onTime, cancellation);
            }
        }
        finally
        {
            _oneLook.Release();
        }
    }

    private async Task RunAsync(Scheduled function, bool isPastDue, CancellationToken cancellation)
    {
        using var work = _meter.Begin();
        var now = _clock.GetUtcNow();
        function.Next = function.After(now);
        var info = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = new { Last = LastRun(function), LastUpdated = LastRun(function), Next = function.Next?.UtcDateTime ?? default },
            IsPastDue = isPastDue,
        });
        for (var count = 0; count <= function.Tries; count++)
        {
            if (await SucceedsAsync(function, info, count, cancellation))
            {
                break;
            }

            if (count < function.Tries && !_stopping.IsCancellationRequested)
            {
                await Task.Delay(function.Delay(count), TimeProvider.System, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        _ran[function.Name] = now;
        _file.Write(_ran);
    }

    private DateTime LastRun(Scheduled function) => _ran.TryGetValue(function.Name, out var last) ? last.UtcDateTime : default;

    private async Task<bool> SucceedsAsync(Scheduled function, string info, int count, CancellationToken cancellation)
    {
        var retry = new RetryContext { RetryCount = count, MaxRetryCount = function.Tries };
        var response = await _worker.InvokeAsync(function.Function, new TypedData { Json = info }, cancellation, retry: retry);
        if (response.Result.Status == StatusResult.Types.Status.Success)
        {
            return true;
        }

        _log.LogError("Timer function {Function} failed: {Type} {Message}\n{Stack}",
            function.Name, response.Result.Exception?.Type, response.Result.Exception?.Message, response.Result.Exception?.StackTrace);
        return false;
    }
}
