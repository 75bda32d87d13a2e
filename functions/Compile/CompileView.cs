using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Compile;

/// <summary>The view of the page with a year's compilations.</summary>
public sealed record CompileView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }

    /// <summary>Whether the forms have gone out.</summary>
    public required bool Distributed { get; init; }
    public required IReadOnlyList<CompileVersion> Versions { get; init; }

    /// <summary>The bodies that still have a form to submit.</summary>
    public required IReadOnlyList<Body> Missing { get; init; }
}
