namespace Arshjulet.Model.Mail;

/// <summary>Why a round of the postman ended.</summary>
public enum RoundEnd
{
    /// <summary>The queue had no more messages.</summary>
    QueueEmpty,

    /// <summary>The minute or what may be sent in it was used up, or the mailbox was busy. There may be more on the queue.</summary>
    MoreWaits,

    /// <summary>The queue did not answer.</summary>
    QueueAway,
}

/// <summary>The result of a round of the postman: numbers and times only, as it is kept in the orchestration's history.</summary>
/// <param name="Window">The minute it ended in, and how much was sent in it.</param>
/// <param name="NotBefore">The next round may not begin before this, even if the postman is woken; null when it may.</param>
/// <param name="RetryAt">The next round begins at this time at the latest; null when only a wake begins one.</param>
public sealed record PostmanRound(PaceWindow Window, DateTimeOffset? NotBefore = null, DateTimeOffset? RetryAt = null);
