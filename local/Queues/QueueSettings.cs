using System.Globalization;
using Arshjulet.Local.Hosting;

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
    public static QueueSettings From(Func<string, string?> setting)
    {
        var usual = new QueueSettings();
        return new QueueSettings
        {
            MaxDeliveryCount = (int)Read("MaxDeliveryCount", usual.MaxDeliveryCount, text => int.Parse(text, CultureInfo.InvariantCulture)),
            DuplicateWindow = (TimeSpan)Read("DuplicateWindow", usual.DuplicateWindow, text => TimeSpan.Parse(text, CultureInfo.InvariantCulture)),
            LockDuration = (TimeSpan)Read("LockDuration", usual.LockDuration, text => TimeSpan.Parse(text, CultureInfo.InvariantCulture)),
        };

        object Read(string name, object otherwise, Func<string, object> parse)
        {
            var text = setting($"Queues:{name}");
            try
            {
                return text is null ? otherwise : parse(text);
            }
            catch (Exception fault) when (fault is FormatException or OverflowException)
            {
                throw new StartRefusedException($"The setting Queues:{name} cannot be read: '{text}'.", fault);
            }
        }
    }
}
