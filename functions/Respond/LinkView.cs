using Arshjulet.Functions.Access;
using Arshjulet.Functions.Pages;

namespace Arshjulet.Functions.Respond;

/// <summary>The view of the page behind a personal link.</summary>
public sealed record LinkView
{
    /// <summary>The body that the link leads to, or for an expert the form.</summary>
    public required string Target { get; init; }
    public required string Heading { get; init; }
    public required string Intro { get; init; }
    public required string Tick { get; init; }
    public required Faults Faults { get; init; }
}

/// <summary>The view of the page behind a link that no longer works.</summary>
public sealed record EndedLinkView
{
    public required LinkState State { get; init; }
    public required string Secret { get; init; }
    public required bool IsColleague { get; init; }
    public required Faults Faults { get; init; }
}

/// <summary>The view of the page for people without a working link.</summary>
public sealed record LostLinkView
{
    /// <summary>Whether the reader followed a link that never existed.</summary>
    public bool Unknown { get; init; }

    /// <summary>A confirmation that something was sent; null until the reader has asked for it.</summary>
    public string? Sent { get; init; }

    /// <summary>The address that was entered and rejected.</summary>
    public string? Address { get; init; }
    public Faults Faults { get; init; } = new();
}
