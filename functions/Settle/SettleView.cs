using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Settle;

/// <summary>What the page shows where the secretary registers the meetings' decisions.</summary>
public sealed record SettleView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<CompileVersion> Versions { get; init; }
    public required Faults Faults { get; init; }

    /// <summary>What was sent and could not be registered, which the fields show again; null on a first visit.</summary>
    public required IFormCollection? Sent { get; init; }
}
