using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Functions.Mail;

/// <summary>The result of one message in a round.</summary>
/// <param name="Receiver">The receiver that the message came from.</param>
/// <param name="Message">The message.</param>
/// <param name="Sent">Whether a mail was sent: not if it had been sent before, or if there was nothing left to say.</param>
/// <param name="Failed">Whether sending failed.</param>
/// <param name="BusyFor">How long the mailbox asked to wait, if it was busy.</param>
internal sealed record Delivery(
    ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message, bool Sent = false, bool Failed = false, TimeSpan? BusyFor = null);

/// <summary>Adds up the results of a round.</summary>
internal sealed class RoundTally(PaceWindow window)
{
    public PaceWindow Window { get; set; } = window;

    public RoundEnd End { get; set; } = RoundEnd.MoreWaits;

    /// <summary>Messages to return to the queue.</summary>
    public List<Delivery> Undelivered { get; } = [];

    public bool AnyFailed { get; private set; }

    /// <summary>The longest wait that the mailbox asked for.</summary>
    public TimeSpan? BusyFor { get; private set; }

    public void Add(Delivery delivery)
    {
        // A failed mail may have been accepted by the mailbox all the same, so it counts towards the quota.
        Window = delivery.Sent || delivery.Failed ? Window with { Sent = Window.Sent + 1 } : Window;
        AnyFailed |= delivery.Failed;
        BusyFor = delivery.BusyFor is { } wait && (BusyFor is null || wait > BusyFor) ? wait : BusyFor;
        if (delivery.Failed || delivery.BusyFor is not null)
        {
            Undelivered.Add(delivery);
        }
    }
}
