using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Decide;

/// <summary>The view of the page where the secretary uploads instructions and registers KS's decision.</summary>
public sealed record DecideView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }

    /// <summary>Whether the forms have gone out.</summary>
    public required bool Distributed { get; init; }

    /// <summary>When KS's decision may have been made.</summary>
    public required DateSpan DecisionDates { get; init; }
    public required Faults Faults { get; init; }

    /// <summary>The posted form if it could not be registered, so that the fields keep what was typed; null on a first visit.</summary>
    public required IFormCollection? Sent { get; init; }
}
