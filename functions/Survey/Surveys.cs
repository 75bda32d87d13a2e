using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>One body's survey as its pages show it.</summary>
public sealed record SurveyView(SurveyPlan Plan, Form Form, Body Body, int Year, bool Closed)
{
    public BodySurvey Id => new(Year, Body.Id);

    public string Address => $"/enkat/{Year}/{Body.Id}";

    /// <summary>Whether one link is for all the body's managers, and not a code for each.</summary>
    public bool IsOpen => Plan.OpenLinks.Contains(Body.Id);

    /// <summary>Whether it is the small bodies together: none of them is named.</summary>
    public bool IsCommon => Body.Id == SurveyGroups.Common;

    /// <summary>As in "chef inom Kulturnämnden".</summary>
    public string Within => IsCommon ? SurveyTexts.WithinCommon : Body.Name;
}

/// <summary>The year's survey for each body that is asked it.</summary>
public sealed class Surveys(CityContent city, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The year has no survey, or the body isn't asked it.</exception>
    public SurveyView Of(int year, string body) => OfYear(year).FirstOrDefault(v => v.Body.Id == body) ?? throw new NotFoundException($"{body} is not asked the survey of {year}.");

    /// <summary>The survey as it is asked by this part of an address: a body, or the small ones together.</summary>
    /// <exception cref="NotFoundException">The year has no survey, or the body isn't asked it.</exception>
    public SurveyView At(int year, string part) => part == SurveyGroups.Common ? Common(year) : Of(year, part);

    /// <summary>The small bodies together. They are asked the same as all others, which the content's rules see to.</summary>
    public SurveyView Common(int year)
    {
        var any = OfYear(year)[0];
        return any with { Body = new Body { Id = SurveyGroups.Common, Name = SurveyTexts.Common, Kind = any.Body.Kind, Order = int.MaxValue, Contacts = [] } };
    }

    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public SurveyPlan PlanOf(int year) => city.Year(year).Plan.Survey ?? throw new NotFoundException($"The year {year} has no survey.");

    /// <summary>Every body that is asked, in order.</summary>
    /// <exception cref="NotFoundException">The year has no survey.</exception>
    public IReadOnlyList<SurveyView> OfYear(int year)
    {
        var plan = PlanOf(year);
        var form = city.Year(year).Form(plan.Form);
        var closed = clock.GetUtcNow() >= WorkingDays.EndOf(plan.Closes.Date);
        return [.. city.Bodies.Where(form.IsFor).Select(b => new SurveyView(plan, form, b, year, closed))];
    }

    /// <summary>Whom a round of mail goes to: an invitation to every body whose managers have codes, a reminder to those that have been invited.</summary>
    /// <param name="round">Which round.</param>
    /// <param name="invited">Body → codes and group, as they stand.</param>
    public GroupedBodies GroupsOf(SurveyRound round, IReadOnlyDictionary<string, BodyCodes> invited) => SurveyGroups.Decide(
        OfYear(round.Year).Where(v => !v.IsOpen).Select(v => invited.GetValueOrDefault(v.Body.Id)).OfType<BodyCodes>()
            .Where(b => round.Invites || b.Group != SurveyGroup.Undecided),
        PlanOf(round.Year).SmallestGroup);

    /// <summary>Years that have a survey.</summary>
    public IReadOnlyList<int> Years => [.. city.Years.Values.Where(y => y.Plan.Survey is not null).Select(y => y.Plan.Year).Order()];
}
