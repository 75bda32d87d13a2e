using Arshjulet.Functions.Pages;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Survey;

/// <summary>The view of a manager's first page.</summary>
/// <param name="Survey">The survey of the manager's body.</param>
/// <param name="Faults">The errors in the posted form.</param>
/// <param name="AnsweredHere">Whether this browser has already answered through the body's open link.</param>
public sealed record SurveyStartView(SurveyView Survey, Faults Faults, bool AnsweredHere);

/// <summary>The view of the page with the survey's questions.</summary>
/// <param name="Survey">The survey of the manager's body.</param>
/// <param name="Faults">The errors in the posted form.</param>
/// <param name="Sent">The posted form if it could not be counted, so that the fields keep what was typed; null on a first visit.</param>
public sealed record SurveyQuestionsView(SurveyView Survey, Faults Faults, IFormCollection? Sent);

/// <summary>The view of the page shown when an answer could not be counted: what was typed.</summary>
public sealed record SurveyNotCountedView(IReadOnlyList<(Question Question, string Text)> Typed);
