using Arshjulet.Functions.Pages;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Survey;

/// <summary>What a manager's first page shows.</summary>
/// <param name="Survey">The survey of the manager's body.</param>
/// <param name="Faults">What was wrong in what was sent.</param>
/// <param name="AnsweredHere">Whether this browser has answered by the body's open link before.</param>
public sealed record SurveyStartView(SurveyView Survey, Faults Faults, bool AnsweredHere);

/// <summary>What the page of the survey's questions shows.</summary>
/// <param name="Survey">The survey of the manager's body.</param>
/// <param name="Faults">What was wrong in what was sent.</param>
/// <param name="Sent">What was sent and could not be counted, which the fields show again; null on a first visit.</param>
public sealed record SurveyQuestionsView(SurveyView Survey, Faults Faults, IFormCollection? Sent);

/// <summary>What the page shows when an answer could not be counted: what was typed.</summary>
public sealed record SurveyLostView(IReadOnlyList<(Question Question, string Text)> Typed);
