using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Decide;

/// <summary>What the page shows where the secretary uploads instructions and registers KS's decision.</summary>
public sealed record DecideView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }

    /// <summary>Whether the forms have gone out.</summary>
    public required bool Distributed { get; init; }
    public required Faults Faults { get; init; }

    /// <summary>What was sent and could not be registered, which the fields show again; null on a first visit.</summary>
    public required IFormCollection? Sent { get; init; }
}
