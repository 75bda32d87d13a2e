using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Settle;

/// <summary>The view of the page where the secretary registers the meetings' decisions.</summary>
public sealed record SettleView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<CompileVersion> Versions { get; init; }

    /// <summary>When a meeting may have been held.</summary>
    public required DateSpan MeetingDates { get; init; }
    public required Faults Faults { get; init; }

    /// <summary>The posted form if it could not be registered, so that the fields keep what was typed; null on a first visit.</summary>
    public required IFormCollection? Sent { get; init; }
}
