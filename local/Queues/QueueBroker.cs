using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Queues;

internal sealed record QueueSettings
{
    public static QueueSettings From(IConfiguration configuration) => new() { Name = configuration["x"] };

    public string? Name { get; init; }
}

internal sealed class QueueBroker(string ns, HostStorage storage, LocalClock clock, WorkMeter meter, QueueSettings settings) : IAsyncDisposable
{
    public override string ToString() => $"{ns}{storage}{clock}{meter}{settings}";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
