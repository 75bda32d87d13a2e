using Azure.Messaging.ServiceBus;
using Moq;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>A mail queue as Service Bus behaves: a message that was received is locked until it is completed or abandoned.</summary>
internal sealed class MailQueue
{
    private readonly Dictionary<string, int> _deliveries = [];
    private readonly List<string> _waiting = [];
    private readonly List<string> _locked = [];

    public MailQueue(Mock<ServiceBusClient> client, string name)
    {
        var sender = new Mock<ServiceBusSender>();
        sender.Setup(s => s.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusMessage message, CancellationToken _) => Failure is { } e ? Task.FromException(e) : Send(message.Body.ToString()));
        Receiver.Setup(r => r.ReceiveMessagesAsync(It.IsAny<int>(), It.IsAny<TimeSpan?>(), It.IsAny<CancellationToken>()))
            .Returns((int max, TimeSpan? _, CancellationToken cancellation) => ReceiveAsync(max, cancellation));
        Receiver.Setup(r => r.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, CancellationToken _) => Settle(message, "completed"));
        Receiver.Setup(
            r => r.AbandonMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<IDictionary<string, object>>(), It.IsAny<CancellationToken>()))
            .Returns((ServiceBusReceivedMessage message, IDictionary<string, object> _, CancellationToken _) => Settle(message, "abandoned"));
        client.Setup(c => c.CreateSender(name)).Returns(sender.Object);
        client.Setup(c => c.CreateReceiver(name)).Returns(Receiver.Object);
    }

    public Mock<ServiceBusReceiver> Receiver { get; } = new();

    /// <summary>What the queue answers everything with.</summary>
    public ServiceBusException? Failure { get; set; }

    /// <summary>At most so many are handed out at once, however many are asked for.</summary>
    public int AtATime { get; set; } = int.MaxValue;

    /// <summary>Every lock is lost before the message is settled.</summary>
    public bool LosesLocks { get; set; }

    /// <summary>How many were asked for, each time.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>What was done with which message, in order.</summary>
    public List<string> Settled { get; } = [];

    public IReadOnlyList<string> Waiting => _waiting;

    /// <summary>Puts a message there that names a mail; with deliveries that came to nothing before.</summary>
    public Task Send(string body, int earlier = 0)
    {
        _deliveries[body] = earlier;
        _waiting.Add(body);
        return Task.CompletedTask;
    }

    /// <summary>The locks of a process that died have ended.</summary>
    public void EndLocks()
    {
        _waiting.AddRange(_locked);
        _locked.Clear();
    }

    private Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellation)
    {
        Asked.Add(max);
        cancellation.ThrowIfCancellationRequested();
        if (Failure is { } e)
        {
            return Task.FromException<IReadOnlyList<ServiceBusReceivedMessage>>(e);
        }

        var taken = _waiting.Take(Math.Min(max, AtATime)).ToArray();
        _waiting.RemoveRange(0, taken.Length);
        _locked.AddRange(taken);
        return Task.FromResult<IReadOnlyList<ServiceBusReceivedMessage>>([.. taken.Select(body => ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromString(body), messageId: body, deliveryCount: ++_deliveries[body]))]);
    }

    private Task Settle(ServiceBusReceivedMessage message, string how)
    {
        lock (Settled)
        {
            if (Failure is { } e || LosesLocks)
            {
                throw Failure ?? new ServiceBusException("lost", ServiceBusFailureReason.MessageLockLost);
            }

            Settled.Add($"{how} {message.MessageId}");
            _locked.Remove(message.MessageId);
            if (how == "abandoned")
            {
                _waiting.Add(message.MessageId);
            }

            return Task.CompletedTask;
        }
    }
}
