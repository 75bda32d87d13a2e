using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>A year's plan: <c>years/*/year.json</c>. The report that it names is read with it.</summary>
internal sealed record YearFile
{
    public required int Year { get; init; }
    public required string Title { get; init; }
    public required YearDates Dates { get; init; }

    /// <summary>The version of each form that the year asks, by the form's key.</summary>
    public required IReadOnlyDictionary<string, int> Forms { get; init; }
    public required string SelfAssessment { get; init; }
    public required IReadOnlyList<Review> Reviews { get; init; }
    public required IReadOnlyList<ReminderStep> Reminders { get; init; }
    public SurveyPlan? Survey { get; init; }
    public IReadOnlyList<Signatory> Signatories { get; init; } = [];
    public int SameLevelWithin { get; init; } = 2;

    /// <summary>The report's outline, by its path from the year's folder.</summary>
    public required string Report { get; init; }

    /// <summary>Every year of the city.</summary>
    /// <exception cref="ContentException">A file is wrong.</exception>
    public static async Task<IReadOnlyDictionary<int, YearContent>> LoadAllAsync(
        ContentFolder folder, CityFacts facts, IReadOnlyList<Body> bodies, IReadOnlyList<Form> forms, IReadOnlyList<FormHistory> history)
    {
        var years = new Dictionary<int, YearContent>();
        foreach (var name in folder.NamesIn("years", "year.json"))
        {
            var file = await folder.ReadAsync(name, "year");
            var read = file.As<YearFile>();
            var plan = read.ToPlan();
            var asked = read.FormsAsked(file, forms);
            Check(file, plan, asked, bodies, facts);
            CheckFigureNames(file, plan, asked, bodies, history);
            var report = await ReportFile.LoadAsync(folder, Path.Combine(Path.GetDirectoryName(name)!, read.Report), plan, asked);
            if (!years.TryAdd(read.Year, new YearContent(plan, report, asked)))
            {
                throw file.Wrong("\"year\"", $"another file holds the year {read.Year}.");
            }
        }

        return years;
    }

    private YearPlan ToPlan() => new()
    {
        Year = Year,
        Title = Title,
        Dates = Dates,
        Reviews = Reviews,
        SelfAssessment = SelfAssessment,
        Reminders = Reminders,
        Survey = Survey,
        Signatories = Signatories,
        SameLevelWithin = SameLevelWithin,
    };

    /// <summary>The forms in the versions that the year names: a later version is used by no year until the year's file names it.</summary>
    private Dictionary<string, Form> FormsAsked(ContentFile file, IReadOnlyList<Form> forms) => Forms.ToDictionary(
        n => n.Key,
        n => forms.FirstOrDefault(f => f.Key == n.Key && f.Version == n.Value)
            ?? throw file.Wrong($"\"{n.Key}\"", $"there is no version {n.Value} of a form {n.Key}."));

    private static void Check(ContentFile file, YearPlan plan, Dictionary<string, Form> forms, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        foreach (var key in plan.Reviews.Select(r => r.Form).Append(plan.SelfAssessment).Where(k => !forms.ContainsKey(k)))
        {
            throw file.Wrong($"\"{key}\"", $"the year asks {key}, and its forms name no version of it.");
        }

        foreach (var review in plan.Reviews.Where(r => r.Experts.Count > 0))
        {
            CheckExperts(file, review, forms[review.Form], bodies, facts);
        }

        var experts = plan.Reviews.SelectMany(r => r.Experts).DistinctBy(e => (e.Id, e.Email));
        file.RequireUnique(experts.Select(e => e.Id), "Two experts with different addresses are called");
        file.RequireUnique(plan.Reviews.Select(r => r.Key), "Two reviews are called");
        file.RequireUnique(plan.Reviews.Select(r => r.Form).Append(plan.SelfAssessment), "Two reviews have the form");
        file.RequireUnique(plan.Reminders.Select(r => r.Key), "Two reminders are called");
        var d = plan.Dates;
        var order = new[] { ("distribution", d.Distribution.Date), ("deadline", d.Deadline.Date), ("ksau", d.Ksau.Date), ("ks", d.Ks.Date), ("kf", d.Kf.Date) };
        foreach (var (before, after) in order.Zip(order.Skip(1)).Where(p => p.First.Item2 >= p.Second.Item2))
        {
            throw file.Wrong($"\"{after.Item1}\"", $"{after.Item1} must come after {before.Item1}.");
        }

        if (plan.Survey is { } survey)
        {
            SurveyPlanChecks.Check(file, survey, plan, forms, bodies);
        }
    }

    private static void CheckExperts(ContentFile file, Review review, Form form, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        if (form.AllItems().Count == 0)
        {
            throw file.Wrong($"\"{review.Experts[0].Id}\"", $"the form {form.Key} asks about nothing one by one, so it has nothing for an expert.");
        }

        file.RequireUnique(review.Experts.Select(e => e.Id), "Two experts are called");
        foreach (var expert in review.Experts)
        {
            facts.RequireOwnDomain(file, expert.Email);
            if (bodies.SelectMany(b => b.Contacts).Any(c => c.Id == expert.Id))
            {
                throw file.Wrong($"\"{expert.Id}\"", $"{expert.Id} is a body's contact; an expert has an id of his or her own.");
            }
        }
    }

    /// <summary>Names of figures are made of keys, and two of them may collide. No compilation would succeed then, so the start fails instead.</summary>
    private static void CheckFigureNames(
        ContentFile file, YearPlan plan, Dictionary<string, Form> forms, IReadOnlyList<Body> bodies, IReadOnlyList<FormHistory> history)
    {
        try
        {
            Compiler.Compile(new CompilationInput
            {
                Plan = plan,
                Forms = [.. plan.FormKeys([.. plan.Reviews.Select(r => r.Key)]).Select(k => forms[k])],
                Bodies = bodies,
                Submissions = [],
                History = history,
            });
        }
        catch (ArgumentException e)
        {
            throw file.Wrong("\"forms\"", e.Message);
        }
    }
}
