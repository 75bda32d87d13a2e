using Arshjulet.Functions.Access;
using Arshjulet.Functions.Pages;

namespace Arshjulet.Functions.Survey;

/// <summary>What the office's page of one body's survey shows.</summary>
public sealed record SurveyBodyView
{
    public required OfficeUser User { get; init; }
    public required SurveyView Survey { get; init; }

    /// <summary>The open link that was made just now, shown this once.</summary>
    public required string? Link { get; init; }

    /// <summary>The open link that holds now, by what can be said of it; null where there is none.</summary>
    public required string? OpenLink { get; init; }

    /// <summary>How many addresses were added just now; null where none were sent.</summary>
    public required int? Added { get; init; }

    /// <summary>Whether the body is counted with other small ones.</summary>
    public required bool InCommon { get; init; }

    /// <summary>How many codes; null where that is hidden with the answers.</summary>
    public required int? Invited { get; init; }

    /// <summary>What was written, by question; null until the survey has closed.</summary>
    public required ILookup<string, string>? Texts { get; init; }
    public required Faults Faults { get; init; }
}
