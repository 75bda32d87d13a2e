using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Respond;

/// <summary>A form on the start page.</summary>
public sealed record StartLine(Form Form, AnswerSheet Sheet, Remaining Remaining);

/// <summary>What a body's start page shows.</summary>
public sealed record StartView
{
    public required Respondent Who { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<StartLine> Lines { get; init; }

    /// <summary>What the others are called who answer right now.</summary>
    public required IReadOnlyList<string> Others { get; init; }
    public required IReadOnlyList<ForwardedTo> Forwarded { get; init; }

    /// <summary>What was just done: <c>skickat</c>, <c>aterkallat</c>.</summary>
    public string? Done { get; init; }

    /// <summary>The address that was sent and could not be used.</summary>
    public string? Address { get; init; }
    public Faults Faults { get; init; } = new();
}
