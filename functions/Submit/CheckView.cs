using Arshjulet.Functions.Answers;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.Submit;

/// <summary>What the page shows where a body checks its answers and submits them.</summary>
public sealed record CheckView(AnswerView Answers, IReadOnlyList<FoundHint> Hints);
