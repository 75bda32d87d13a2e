using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the page with a year's mail.</summary>
public sealed record MailLogView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>Contact id → address, for contacts whose address is known.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }
    public required IReadOnlyList<OutboxMail> Mail { get; init; }

    /// <summary>How many mails failed, including those that are not listed to protect their recipients.</summary>
    public required int Failed { get; init; }
}
