using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;

namespace Arshjulet.Functions.Office;

/// <summary>What the page of a year's mail shows.</summary>
public sealed record MailLogView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>Contact id → address, for those who have one.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }
    public required IReadOnlyList<OutboxMail> Mail { get; init; }

    /// <summary>How many were given up, those that are in no list for their receivers' sake among them.</summary>
    public required int Failed { get; init; }
}
