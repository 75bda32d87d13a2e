using Arshjulet.Functions.Answers;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.Submit;

/// <summary>The view of the page where a body checks its answers and submits them.</summary>
public sealed record CheckView(AnswerView Answers, IReadOnlyList<FoundHint> Hints);
