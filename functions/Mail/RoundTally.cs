using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Functions.Mail;

/// <summary>What became of one message in a round.</summary>
/// <param name="Receiver">Where it was received.</param>
/// <param name="Message">The message.</param>
/// <param name="Sent">A mail was sent; not when it had been sent before, or there was nothing left to say.</param>
/// <param name="Failed">It could not be sent.</param>
/// <param name="BusyFor">The mailbox was busy, and asked to be left alone for this long.</param>
internal sealed record Delivery(
    ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message, bool Sent = false, bool Failed = false, TimeSpan? BusyFor = null);

/// <summary>What has happened in a round so far.</summary>
internal sealed class RoundTally(PaceWindow window)
{
    public PaceWindow Window { get; set; } = window;

    public RoundEnd End { get; set; } = RoundEnd.MoreWaits;

    /// <summary>Those whose messages go back to the queue.</summary>
    public List<Delivery> Undelivered { get; } = [];

    public bool AnyFailed { get; private set; }

    /// <summary>The longest wait that the mailbox asked for.</summary>
    public TimeSpan? BusyFor { get; private set; }

    public void Add(Delivery delivery)
    {
        // What failed may have been taken all the same.
        Window = delivery.Sent || delivery.Failed ? Window with { Sent = Window.Sent + 1 } : Window;
        AnyFailed |= delivery.Failed;
        BusyFor = delivery.BusyFor is { } wait && (BusyFor is null || wait > BusyFor) ? wait : BusyFor;
        if (delivery.Failed || delivery.BusyFor is not null)
        {
            Undelivered.Add(delivery);
        }
    }
}
