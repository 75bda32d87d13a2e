using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>Whose managers are asked and counted together: one body's, or those of all small bodies.</summary>
/// <param name="Key">The body's id, or <see cref="SurveyGroups.Common"/>.</param>
/// <param name="Name">As it is printed.</param>
public sealed record SurveyPart(string Key, string Name);

/// <summary>One part's survey as its pages show it.</summary>
/// <param name="Plan">The year's.</param>
/// <param name="Form">The year's.</param>
/// <param name="Part">Whose.</param>
/// <param name="Sections">What is asked.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Closed">Whether the last day has passed.</param>
public sealed record SurveyView(
    SurveyPlan Plan, Form Form, SurveyPart Part, IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> Sections, int Year, bool Closed)
{
    public BodySurvey Id => new(Year, Part.Key);

    public string Address => $"/enkat/{Year}/{Part.Key}";

    public IReadOnlyList<Question> Questions => [.. Sections.SelectMany(s => s.Questions)];

    /// <summary>Whether one link is for all the body's managers, and not a code for each.</summary>
    public bool IsOpen => Plan.OpenLinks.Contains(Part.Key);

    /// <summary>Whether it is the small bodies together: none of them is named.</summary>
    public bool IsCommon => Part.Key == SurveyGroups.Common;

    /// <summary>As in "chef inom Kulturnämnden".</summary>
    public string Within => IsCommon ? SurveyTexts.WithinCommon : Part.Name;
}

/// <summary>The year's survey for each body that is asked it.</summary>
public sealed class Surveys(CityContent city, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The year has no survey, or the body isn't asked it.</exception>
    public SurveyView Of(int year, string body) => OfYear(year).FirstOrDefault(v => v.Part.Key == body)
        ?? throw new NotFoundException($"{body} is not asked the survey of {year}.");

    /// <summary>The survey as it is asked by this part of an address: a body, or the small ones together.</summary>
    /// <exception cref="NotFoundException">The year has no survey, or the body isn't asked it.</exception>
    public SurveyView At(int year, string part) => part == SurveyGroups.Common ? Common(year) : Of(year, part);

    /// <summary>The small bodies together. They are asked the same as all others, which the content's rules see to.</summary>
    public SurveyView Common(int year) => OfYear(year)[0] with { Part = new SurveyPart(SurveyGroups.Common, SurveyTexts.Common) };

    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public SurveyPlan PlanOf(int year) => city.Year(year).Plan.Survey ?? throw new NotFoundException($"The year {year} has no survey.");

    /// <summary>Every body that is asked, in order.</summary>
    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public IReadOnlyList<SurveyView> OfYear(int year)
    {
        var plan = PlanOf(year);
        var form = city.Year(year).Form(plan.Form);
        var closed = clock.GetUtcNow() >= WorkingDays.EndOf(plan.Closes.Date);
        return [.. city.Bodies.Where(form.IsFor).Select(b => new SurveyView(plan, form, new SurveyPart(b.Id, b.Name), form.SectionsFor(b), year, closed))];
    }

    /// <summary>Whom a round of mail goes to: an invitation to every body whose managers have codes, a reminder to those that have been invited.</summary>
    /// <param name="round">Which round.</param>
    /// <param name="invited">Body → codes and group, as they stand.</param>
    public GroupedBodies GroupsOf(SurveyRound round, IReadOnlyDictionary<string, BodyCodes> invited) => SurveyGroups.Decide(
        OfYear(round.Year).Where(v => !v.IsOpen).Select(v => invited.GetValueOrDefault(v.Part.Key)).OfType<BodyCodes>()
            .Where(b => round.Invites || b.Group != SurveyGroup.Undecided),
        PlanOf(round.Year).SmallestGroup);

    /// <summary>Years that have a survey.</summary>
    public IReadOnlyList<int> Years => [.. city.Years.Values.Where(y => y.Plan.Survey is not null).Select(y => y.Plan.Year).Order()];
}
