using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>The managers who are counted together: one body's, or those of all small bodies.</summary>
/// <param name="Key">The body's id, or <see cref="SurveyGroups.Common"/>.</param>
/// <param name="Name">The name as printed.</param>
public sealed record SurveyPart(string Key, string Name);

/// <summary>One part's survey, as shown on its pages.</summary>
/// <param name="Plan">The year's survey plan.</param>
/// <param name="Form">The survey's form.</param>
/// <param name="Part">Whose survey it is.</param>
/// <param name="Sections">The sections and questions that are asked.</param>
/// <param name="Year">The year.</param>
/// <param name="Closed">Whether the last day has passed.</param>
public sealed record SurveyView(
    SurveyPlan Plan, Form Form, SurveyPart Part, IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> Sections, int Year, bool Closed)
{
    public BodySurvey Id => new(Year, Part.Key);

    public string Address => $"/enkat/{Year}/{Part.Key}";

    public IReadOnlyList<Question> Questions => [.. Sections.SelectMany(s => s.Questions)];

    /// <summary>Whether all the body's managers share one link instead of having a code each.</summary>
    public bool IsOpen => Plan.OpenLinks.Contains(Part.Key);

    /// <summary>Whether this is the survey of the small bodies together, none of which is named.</summary>
    public bool IsCommon => Part.Key == SurveyGroups.Common;

    /// <summary>The name in phrases like "chef inom Kulturnämnden".</summary>
    public string Within => IsCommon ? SurveyTexts.WithinCommon : Part.Name;
}

/// <summary>A year's survey, for each body that takes part.</summary>
public sealed class Surveys(CityContent city, TimeProvider clock)
{
    /// <summary>One body's survey.</summary>
    /// <exception cref="NotFoundException">The year has no survey, or the body does not take part.</exception>
    public SurveyView ForBody(int year, string body) => OfYear(year).FirstOrDefault(v => v.Part.Key == body)
        ?? throw new NotFoundException($"{body} is not asked the survey of {year}.");

    /// <summary>The survey of a body, or of the small bodies together, by its key in the address.</summary>
    /// <exception cref="NotFoundException">The year has no survey, or the body does not take part.</exception>
    public SurveyView ForPart(int year, string part) => part == SurveyGroups.Common ? Common(year) : ForBody(year, part);

    /// <summary>The survey of the small bodies together. The content's rules ensure that all bodies are asked the same questions.</summary>
    public SurveyView Common(int year) => OfYear(year)[0] with { Part = new SurveyPart(SurveyGroups.Common, SurveyTexts.Common) };

    /// <summary>A year's survey plan.</summary>
    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public SurveyPlan PlanOf(int year) => city.Year(year).Plan.Survey ?? throw new NotFoundException($"The year {year} has no survey.");

    /// <summary>The survey of every body that takes part, in order.</summary>
    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public IReadOnlyList<SurveyView> OfYear(int year)
    {
        var plan = PlanOf(year);
        var form = city.Year(year).Form(plan.Form);
        var closed = clock.GetUtcNow() >= WorkingDays.EndOf(plan.Closes.Date);
        return
        [
            .. city.Bodies.Where(form.IsFor)
                .Select(b => new SurveyView(plan, form, new SurveyPart(b.Id, b.Name), form.SectionsFor(b), year, closed)),
        ];
    }

    /// <summary>Whom a round of mail goes to: invitations to all bodies with codes, reminders to those that have been invited.</summary>
    /// <param name="round">The round.</param>
    /// <param name="invited">Body → number of codes and group, as currently stored.</param>
    public GroupedBodies GroupsOf(SurveyRound round, IReadOnlyDictionary<string, BodyCodes> invited) => SurveyGroups.Decide(
        OfYear(round.Year).Where(v => !v.IsOpen).Select(v => invited.GetValueOrDefault(v.Part.Key)).OfType<BodyCodes>()
            .Where(b => round.Invites || b.Group != SurveyGroup.Undecided),
        PlanOf(round.Year).SmallestGroup);

    /// <summary>The years that have a survey.</summary>
    public IReadOnlyList<int> Years => [.. city.Years.Values.Where(y => y.Plan.Survey is not null).Select(y => y.Plan.Year).Order()];
}
