using Arshjulet.Functions.Access;
using Arshjulet.Functions.Pages;

namespace Arshjulet.Functions.Survey;

/// <summary>The view of the office's page about one body's survey.</summary>
public sealed record SurveyBodyView
{
    public required OfficeUser User { get; init; }
    public required SurveyView Survey { get; init; }

    /// <summary>The open link that has just been created; it is shown only once.</summary>
    public required string? Link { get; init; }

    /// <summary>The name of the current open link, which does not give it away; null if there is none.</summary>
    public required string? OpenLink { get; init; }

    /// <summary>How many addresses have just been added; null if no file was uploaded.</summary>
    public required int? Added { get; init; }

    /// <summary>Whether the body is counted together with other small ones.</summary>
    public required bool IsInCommon { get; init; }

    /// <summary>How many codes were given out; null if that is hidden together with the number of answers.</summary>
    public required int? Invited { get; init; }

    /// <summary>The free texts by question; null until the survey has closed.</summary>
    public required ILookup<string, string>? Texts { get; init; }
    public required Faults Faults { get; init; }
}
