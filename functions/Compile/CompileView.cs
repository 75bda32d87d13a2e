using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Compile;

/// <summary>What the page of a year's compilations shows.</summary>
public sealed record CompileView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }

    /// <summary>Whether the forms have gone out.</summary>
    public required bool Distributed { get; init; }
    public required IReadOnlyList<CompileVersion> Versions { get; init; }

    /// <summary>Bodies that have a form left to submit.</summary>
    public required IReadOnlyList<Body> Missing { get; init; }
}
