namespace Arshjulet.Model.Mail;

/// <summary>The minute that the postman is sending in, and how much it has sent in it.</summary>
/// <param name="Start">When the minute began, in UTC.</param>
/// <param name="Sent">Messages sent since then.</param>
public sealed record PaceWindow(DateTimeOffset Start, int Sent)
{
    /// <summary>What a postman begins with: a minute that has already ended.</summary>
    public static PaceWindow Unused { get; } = new(DateTimeOffset.MinValue, 0);
}

/// <summary>
/// How the postman keeps within the mailbox's limit: so many messages in a minute, counted from the minute's first round. A sixth of them is kept for
/// links that somebody waits for, so that these are not held up by a long queue.
/// </summary>
/// <param name="PerMinute">Messages in a minute; at least one.</param>
public sealed record MailPace(int PerMinute)
{
    /// <summary>How long a window lasts.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How long a message that could not be sent is left before the next attempt.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>The window to send in now: the same one while its minute lasts, then a new one.</summary>
    public static PaceWindow Current(PaceWindow window, DateTimeOffset now)
    {
        // In both directions: the clock of another machine may be a little behind, and that must not give a second window.
        return (now - window.Start).Duration() < Minute ? window : new PaceWindow(now, 0);
    }

    /// <summary>How many more messages may be sent in the window.</summary>
    public int Left(PaceWindow window) => Math.Max(0, PerMinute - window.Sent);

    /// <summary>How many more of the mails that nobody waits for may be sent in the window.</summary>
    public int LeftForQueue(PaceWindow window) => Math.Max(0, ForQueue - window.Sent);

    /// <summary>How long this many messages take at most, when nothing goes wrong.</summary>
    public TimeSpan TimeFor(int messages) => Minute * ((messages + ForQueue - 1) / ForQueue);

    private int ForQueue => PerMinute - (PerMinute / 6);

    /// <summary>Decides when the postman looks at the queue again.</summary>
    /// <param name="window">The window that the round ended in.</param>
    /// <param name="now">When the round ended.</param>
    /// <param name="end">Why it ended.</param>
    /// <param name="anyFailed">Whether a message was put back that could not be sent.</param>
    /// <param name="busyFor">How long the mailbox asked to be left alone; null when it did not.</param>
    public PostmanRound After(PaceWindow window, DateTimeOffset now, RoundEnd end, bool anyFailed, TimeSpan? busyFor)
    {
        var isFull = end == RoundEnd.MoreWaits && LeftForQueue(window) == 0;
        DateTimeOffset? notBefore = busyFor is { } wait ? now + wait
            : end != RoundEnd.MoreWaits || (isFull && Left(window) > 0) ? null
            : isFull ? window.Start + Minute
            : now;

        // Only what is kept for links is left: a wake may use it, and without one the next minute goes on.
        DateTimeOffset? retryAt = isFull && notBefore is null ? window.Start + Minute
            : anyFailed || end == RoundEnd.QueueAway ? now + RetryDelay
            : null;
        return new PostmanRound(window, notBefore, retryAt);
    }
}
