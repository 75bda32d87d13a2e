using Arshjulet.Documents;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>A year's content: the plan, the report's outline, and each form in the version that the year asks.</summary>
public sealed record YearContent(YearPlan Plan, ReportOutline Report, IReadOnlyDictionary<string, Form> Forms)
{
    /// <exception cref="NotFoundException">The year asks no such form.</exception>
    public Form Form(string key) => Forms.GetValueOrDefault(key) ?? throw new NotFoundException($"{Plan.Year} has no form {key}.");
}

/// <summary>A city's own texts as data, loaded from a folder at start and the same for the process's life.</summary>
public sealed record CityContent
{
    public required CityFacts Facts { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    public required IReadOnlyDictionary<int, YearContent> Years { get; init; }

    public required IReadOnlyList<FormHistory> History { get; init; }

    /// <exception cref="NotFoundException">The city has no such body.</exception>
    public Body Body(string id) => Bodies.FirstOrDefault(b => b.Id == id) ?? throw new NotFoundException($"No body {id}.");

    /// <exception cref="NotFoundException">The content has no such year.</exception>
    public YearContent Year(int year) => Years.GetValueOrDefault(year) ?? throw new NotFoundException($"No year {year}.");

    /// <summary>The bodies that a decision is sent to, in its order.</summary>
    public IReadOnlyList<Body> Recipients => [.. Bodies.Where(b => b.RecipientOrder is not null).OrderBy(b => b.RecipientOrder)];
}
