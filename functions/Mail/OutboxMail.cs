using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Mail;

/// <summary>Where a mail is on its way.</summary>
public enum MailState
{
    Queued,

    /// <summary>A sender has it, or died with it.</summary>
    Sending,

    /// <summary>A try failed, and may have sent all the same: the next one asks the mailbox first.</summary>
    Retrying,
    Sent,

    /// <summary>There was nothing left to say when its turn came (a reminder to someone who had answered).</summary>
    Skipped,

    /// <summary>Tried for a day in vain: nothing more happens until somebody asks for it.</summary>
    Failed,
}

/// <summary>A mail to be sent: who, what kind, about what. Its words are composed when it is sent, from what is true then.</summary>
public sealed record OutboxMail
{
    public required int Year { get; init; }

    /// <summary>Business key, e.g. <c>paminnelse-en-vecka-kvar-kulturnamnden-samordnare</c>: the same mail twice is one mail.</summary>
    public required string Id { get; init; }

    /// <summary>Which composer writes it: the name of a <see cref="MailKind{TAbout}"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Contact id of who gets it; empty where the composer knows the address (the managers' survey).</summary>
    public required string Contact { get; init; }

    /// <summary>What it is about, as JSON: <see cref="MailKind{TAbout}"/> writes and reads it.</summary>
    public required string About { get; init; }

    /// <summary>Somebody has asked for it and waits: it goes before all others.</summary>
    public bool IsAwaited { get; init; }

    public MailState State { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was put in the outbox, or asked for again after it had failed: from then on it is tried for a day.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When its state was last changed.</summary>
    public DateTimeOffset MovedAt { get; init; }

    /// <summary>How many messages about it were given up: the queue drops a second message with the same id, so each has its own.</summary>
    public int Round { get; init; }

    /// <summary>As it was read; null for a mail that isn't stored yet.</summary>
    public RowVersion? Row { get; init; }

    /// <summary>The Message-ID header. Made from the key, so that a try after a crash can ask the mailbox whether the first one went.</summary>
    public string MessageId(string sender) => $"<{Year}.{Id}@{sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";
}
