using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Settle;

/// <summary>The view of the mail that sends out a decision.</summary>
public sealed record DecisionMailView
{
    public required string Subject { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }

    /// <summary>The recipient.</summary>
    public required Body Body { get; init; }
}
