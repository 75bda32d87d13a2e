using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Local.Queues;

internal sealed class LocalServiceBusSender(LocalQueue queue) : ServiceBusSender
{
    /// <summary>What is in each batch: ServiceBusMessageBatch doesn't expose its messages.</summary>
    private static readonly ConditionalWeakTable<ServiceBusMessageBatch, List<ServiceBusMessage>> _batches = [];

    public override string EntityPath => queue.Name;

    public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        queue.SendAsync(message, cancellationToken);

    public override async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        foreach (var message in messages)
        {
            await queue.SendAsync(message, cancellationToken);
        }
    }

    public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(
        CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        var messages = new List<ServiceBusMessage>();
        var room = options.MaxSizeInBytes ?? LocalQueue.LargestMessage;
        var batch = ServiceBusModelFactory.ServiceBusMessageBatch(0, messages, options, message =>
        {
            var size = LocalQueue.SizeOf(message);
            if (size > room)
            {
                return false;
            }

            room -= size;
            return true;
        });
        _batches.Add(batch, messages);
        return ValueTask.FromResult(batch);
    }

    public override Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) =>
        SendMessagesAsync(
            _batches.TryGetValue(messageBatch, out var messages) ? messages : throw new ArgumentException("The batch was not made here."), cancellationToken);

    public override Task<long> ScheduleMessageAsync(
        ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) => throw LocalQueue.NothingIsScheduled();

    public override Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
        throw LocalQueue.NothingIsScheduled();

    public override Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
