using System.Globalization;
using System.Reflection;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Cronos;
using Microsoft.Azure.Functions.Worker;
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

    private readonly List<Scheduled> _functions;
    private readonly FunctionPipeline _pipeline;
    private readonly LocalClock _clock;
    private readonly WorkMeter _meter;
    private readonly ScheduleFile _file;
    private readonly Dictionary<string, DateTimeOffset> _ran;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    /// <exception cref="StartRefusedException">A schedule cannot be read.</exception>
    public TimerFunctions(
        IEnumerable<FunctionEntry> functions, FunctionPipeline pipeline, LocalClock clock, WorkMeter meter, ScheduleFile file,
        IConfiguration configuration, ILogger log)
    {
        (_pipeline, _clock, _meter, _file, _log) = (pipeline, clock, meter, file, log);
        _functions = [.. functions.Where(function => function.Trigger is TimerTriggerAttribute).Select(function => Scheduled.Read(function, configuration))];
        _ran = file.Read();
    }

    public async Task StartAsync()
    {
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
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = new ScheduleStatus
            {
                Last = _ran.TryGetValue(function.Name, out var last) ? last.UtcDateTime : default,
                LastUpdated = last.UtcDateTime,
                Next = function.Next?.UtcDateTime ?? default,
            },
        };
        for (var count = 0; count <= function.Tries; count++)
        {
            try
            {
                await _pipeline.InvokeAsync(function.Entry, Bind, cancellation, retry: (count, function.Tries));
                break;
            }
            catch (Exception fault)
            {
                _log.LogError(fault, "Timer function {Function} failed", function.Name);
                if (count < function.Tries && !_stopping.IsCancellationRequested)
                {
                    await Task.Delay(function.Delay(count), TimeProvider.System, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
                }
            }
        }

        _ran[function.Name] = now;
        _file.Write(_ran);

        bool Bind(LocalFunctionContext context, ParameterInfo parameter, out object? value)
        {
            value = parameter.ParameterType == typeof(TimerInfo) ? info : null;
            return value is not null;
        }
    }

    private sealed record Scheduled(FunctionEntry Entry, CronExpression Cron)
    {
        private readonly RetryAttribute? _retry = Entry.Method.GetCustomAttribute<RetryAttribute>();

        public string Name => Entry.Name;

        public DateTimeOffset? Next { get; set; }

        public bool RunsOnStartup => ((TimerTriggerAttribute)Entry.Trigger).RunOnStartup;

        public int Tries => _retry?.MaxRetryCount ?? 0;

        public static Scheduled Read(FunctionEntry function, IConfiguration configuration)
        {
            var text = AppSettingName.Resolve(((TimerTriggerAttribute)function.Trigger).Schedule, configuration);
            try
            {
                return new Scheduled(function, CronExpression.Parse(text, CronFormat.IncludeSeconds));
            }
            catch (CronFormatException fault)
            {
                throw new StartRefusedException($"Function '{function.Name}': the schedule '{text}' cannot be read: {fault.Message}", fault);
            }
        }

        public DateTimeOffset? After(DateTimeOffset time) => Cron.GetNextOccurrence(time, TimeZoneInfo.Utc);

        public TimeSpan Delay(int count) => _retry switch
        {
            FixedDelayRetryAttribute same => TimeSpan.Parse(same.DelayInterval, CultureInfo.InvariantCulture),
            ExponentialBackoffRetryAttribute growing => Min(
                TimeSpan.Parse(growing.MinimumInterval, CultureInfo.InvariantCulture) * Math.Pow(2, count),
                TimeSpan.Parse(growing.MaximumInterval, CultureInfo.InvariantCulture)),
            _ => TimeSpan.Zero,
        };

        private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
    }
}
