using Arshjulet.Local.Hosting;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Queues;

/// <summary>What a Service Bus queue is made with on Azure.</summary>
internal sealed record QueueSettings
{
    /// <summary>How often a message is delivered before it is a dead letter.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long (by the app's clock) a MessageId is remembered.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long (by the machine's clock) a message stays locked without renewal: the wait after a kill.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Reads Queues:MaxDeliveryCount, Queues:DuplicateWindow and Queues:LockDuration.</summary>
    /// <exception cref="StartRefusedException">A value cannot be read.</exception>
    public static QueueSettings From(IConfiguration settings)
    {
        try
        {
            var found = settings.GetSection("Queues").Get<QueueSettings>() ?? new QueueSettings();
            return found.MaxDeliveryCount >= 1 && found.LockDuration >= TimeSpan.FromSeconds(1) && found.DuplicateWindow >= TimeSpan.Zero ? found
                : throw new InvalidOperationException("at least one delivery, a lock of a second, and no window before now.");
        }
        catch (InvalidOperationException fault)
        {
            throw new StartRefusedException($"A setting of the queues cannot be read: {fault.Message}", fault);
        }
    }
}
