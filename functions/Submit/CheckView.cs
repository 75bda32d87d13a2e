using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.Submit;

/// <summary>The view of the page where a body checks its answers and submits them.</summary>
/// <param name="Answers">The form with its answers.</param>
/// <param name="Hints">What contradicts what.</param>
/// <param name="DecisionDates">When the body's own decision may have been made.</param>
public sealed record CheckView(AnswerView Answers, IReadOnlyList<FoundHint> Hints, DateSpan DecisionDates);
