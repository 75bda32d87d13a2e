using System.Collections.Concurrent;
using Arshjulet.Local.Worker.Protocol;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Worker;

/// <summary>What the app logs comes over the protocol and is written where the host logs, under the app's own categories.</summary>
internal sealed class WorkerLogs(ILoggerFactory logs)
{
    private readonly ConcurrentDictionary<string, ILogger> _byCategory = new();

    public void Write(LogMessage message)
    {
        var log = _byCategory.GetOrAdd(message.Category, logs.CreateLogger);
        var text = message.Exception is { } thrown ? $"{message.Message}: {thrown.Message}\n{thrown.StackTrace}" : message.Message;
        log.Log((LogLevel)message.Level, "{Message}", text);
    }
}
