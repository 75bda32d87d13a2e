using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Mail;

/// <summary>The state of a mail in the outbox.</summary>
public enum MailState
{
    Queued,

    /// <summary>A sender has claimed it, and may have died since.</summary>
    Sending,

    /// <summary>An attempt failed, though the mail may have gone out: the next attempt asks the mailbox first.</summary>
    Retrying,
    Sent,

    /// <summary>When it was due to be sent there was nothing left to say (e.g. a reminder to somebody who had answered).</summary>
    Skipped,

    /// <summary>It could not be sent for a day. Nothing more happens until the office resends it.</summary>
    Failed,
}

/// <summary>A mail to be sent: recipient, kind and payload. Its text is composed when it is sent, from the state at that time.</summary>
public sealed record OutboxMail
{
    public required int Year { get; init; }

    /// <summary>A business key, e.g. <c>paminnelse-en-vecka-kvar-kulturnamnden-samordnare</c>: putting the same mail twice sends it once.</summary>
    public required string Id { get; init; }

    /// <summary>The name of a <see cref="MailKind{TAbout}"/>, which selects the composer.</summary>
    public required string Kind { get; init; }

    /// <summary>The recipient's contact id; empty if the composer supplies the address (the managers' survey).</summary>
    public required string Contact { get; init; }

    /// <summary>The payload as JSON, which <see cref="MailKind{TAbout}"/> writes and reads.</summary>
    public required string About { get; init; }

    /// <summary>Somebody has asked for it and is waiting: it is sent before all others.</summary>
    public bool IsAwaited { get; init; }

    public MailState State { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was put in the outbox, or resent after it had failed. It is retried for a day from then on.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When its state was last changed.</summary>
    public DateTimeOffset StateChangedAt { get; init; }

    /// <summary>How many messages about it have been given up. It is part of the message id, since the queue drops a message with a known id.</summary>
    public int Round { get; init; }

    /// <summary>The version of the row that was read; null if the mail is not stored yet.</summary>
    public RowVersion? Row { get; init; }

    /// <summary>The Message-ID header. It is derived from the key, so that a later attempt can look for the mail among the sent items.</summary>
    public string MessageId(string sender) => $"<{Year}.{Id}@{sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";
}
