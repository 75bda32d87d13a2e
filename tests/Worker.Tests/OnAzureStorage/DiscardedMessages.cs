using Microsoft.Extensions.Logging;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>
/// Hears of messages that the backend throws away: an event for an instance that has no history yet (it was started, but its first turn has not been
/// taken) or has ended. It says so in its log alone.
/// </summary>
internal sealed class DiscardedMessages(UnderWay underWay) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "DiscardingWorkItem" && state is IReadOnlyDictionary<string, object> said)
        {
            underWay.Discarded((string)said["InstanceId"], ((string)said["NewEvents"]).Split(',').Count(type => type == "EventRaised"));
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
