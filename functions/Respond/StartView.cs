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

/// <summary>The view of a body's start page.</summary>
public sealed record StartView
{
    public required Respondent Who { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<StartLine> Lines { get; init; }

    /// <summary>The display names of the others who are answering right now.</summary>
    public required IReadOnlyList<string> Others { get; init; }
    public required IReadOnlyList<ForwardedTo> Forwarded { get; init; }

    /// <summary>What was just done: <c>skickat</c> or <c>aterkallat</c>.</summary>
    public string? Done { get; init; }

    /// <summary>The address that was entered and rejected.</summary>
    public string? Address { get; init; }
    public Faults Faults { get; init; } = new();
}
