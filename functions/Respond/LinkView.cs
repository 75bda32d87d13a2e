using Arshjulet.Functions.Access;
using Arshjulet.Functions.Pages;

namespace Arshjulet.Functions.Respond;

/// <summary>What the page behind a personal link shows.</summary>
public sealed record LinkView
{
    /// <summary>What the link leads to: a body, or a form for an expert.</summary>
    public required string To { get; init; }
    public required string Heading { get; init; }
    public required string Intro { get; init; }
    public required string Tick { get; init; }
    public required Faults Faults { get; init; }
}

/// <summary>What the page shows behind a link that no longer works.</summary>
public sealed record EndedLinkView
{
    public required LinkState State { get; init; }
    public required string Secret { get; init; }
    public required bool IsColleague { get; init; }
    public required Faults Faults { get; init; }
}

/// <summary>What the page shows to those who have no link that works.</summary>
public sealed record LostLinkView
{
    /// <summary>Whether the reader came by a link that never was.</summary>
    public bool Unknown { get; init; }

    /// <summary>What has been sent, in a sentence; null until the reader has asked.</summary>
    public string? Sent { get; init; }

    /// <summary>The address that was sent and could not be used.</summary>
    public string? Address { get; init; }
    public Faults Faults { get; init; } = new();
}
