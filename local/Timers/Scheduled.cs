using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Cronos;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Timers;

/// <summary>A timer function with its schedule.</summary>
internal sealed record Scheduled(LoadedFunction Function, CronExpression Cron)
{
    public string Name => Function.Name;

    /// <summary>When it runs next.</summary>
    public DateTimeOffset? Next { get; set; }

    public bool RunsOnStartup => Function.Trigger.TryGetProperty("runOnStartup", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.True;

    /// <summary>How often a failed run is tried again.</summary>
    public int Tries => Function.Retry?.MaxRetryCount ?? 0;

    /// <exception cref="StartRefusedException">The schedule cannot be read.</exception>
    public static Scheduled Read(LoadedFunction function, IConfiguration settings)
    {
        var text = AppSettingName.Resolve(function.TriggerText("schedule") ?? "", settings);
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

    /// <summary>How long to wait before a try.</summary>
    /// <param name="count">How many tries have failed before, from 0.</param>
    public TimeSpan Delay(int count) => Function.Retry switch
    {
        { RetryStrategy: RetryOptions.Types.Strategy.FixedDelay } same => same.DelayInterval.ToTimeSpan(),
        { } growing => Min(growing.MinimumInterval.ToTimeSpan() * Math.Pow(2, count), growing.MaximumInterval.ToTimeSpan()),
        _ => TimeSpan.Zero,
    };

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
