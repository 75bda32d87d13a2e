using Azure.Messaging.ServiceBus;

namespace Arshjulet.Local.Queues;

internal sealed class LocalServiceBusSender(LocalQueue queue) : ServiceBusSender
{
    public override string EntityPath => queue.Name;

    public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => queue.SendAsync(message, cancellationToken);

    public override async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        foreach (var message in messages)
        {
            await queue.SendAsync(message, cancellationToken);
        }
    }

    public override Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        message.ScheduledEnqueueTime = scheduledEnqueueTime;
        return queue.SendAsync(message, cancellationToken);
    }

    public override Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        queue.CancelScheduledAsync(sequenceNumber, cancellationToken);

    public override Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
