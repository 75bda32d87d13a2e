using Arshjulet.Documents;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Hints;
using Arshjulet.Model.Survey;
using Arshjulet.Model.Years;
using NJsonSchema;

namespace Arshjulet.Functions.City;

/// <summary>Loads a city's folder: <c>city.json</c>, <c>bodies.json</c>, <c>scales.json</c>, <c>forms/</c>, <c>history/</c>, <c>years/</c>.</summary>
public static class ContentLoader
{
    private sealed record BodiesFile(IReadOnlyList<Body> Bodies);

    private sealed record ScalesFile(IReadOnlyList<Scale> Scales);

    private sealed record FormFile(string Key, int Version, string Title, string? Intro, IReadOnlyList<BodyKind> For, IReadOnlyList<Section> Sections, IReadOnlyList<Hint>? Hints);

    private sealed record HistoryFile(
        int Year, string Form, string Source, bool Sample, int? Respondents, string Scale, Dictionary<string, int> Total, Dictionary<string, Dictionary<string, int>>? Questions);

    private sealed record YearFile
    {
        public required int Year { get; init; }
        public required string Title { get; init; }
        public required YearDates Dates { get; init; }
        public required IReadOnlyDictionary<string, int> Forms { get; init; }
        public required string SelfAssessment { get; init; }
        public required IReadOnlyList<Review> Reviews { get; init; }
        public required IReadOnlyList<ReminderStep> Reminders { get; init; }
        public SurveyPlan? Survey { get; init; }
        public IReadOnlyList<Signatory> Signatories { get; init; } = [];
        public int SameLevelWithin { get; init; } = 2;
        public required string Report { get; init; }
    }

    /// <summary>Everything in the folder, checked.</summary>
    /// <param name="folder">The city's folder; the schemas stand in <c>../schema</c>.</param>
    /// <exception cref="ContentException">A file is missing or wrong.</exception>
    public static async Task<CityContent> LoadAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ContentException(folder, null, "the content folder does not exist (setting City:Folder).");
        }

        var facts = (await ReadAsync(folder, "city.json", "city")).As<CityFacts>();
        var bodiesFile = await ReadAsync(folder, "bodies.json", "bodies");
        var bodies = bodiesFile.As<BodiesFile>().Bodies.OrderBy(b => b.Order).ToArray();
        ContentRules.CheckBodies(bodiesFile, bodies, facts);
        var scalesFile = await ReadAsync(folder, "scales.json", "scales");
        var scales = scalesFile.As<ScalesFile>().Scales;
        ContentRules.CheckScales(scalesFile, scales);
        var forms = await FormsAsync(folder, scales.ToDictionary(s => s.Key), bodies);
        var history = await HistoryAsync(folder, scales, forms);
        return new CityContent
        {
            Facts = facts,
            Bodies = bodies,
            History = history,
            Years = await YearsAsync(folder, forms, bodies, facts, history),
        };
    }

    private static async Task<IReadOnlyList<Form>> FormsAsync(string folder, Dictionary<string, Scale> scales, IReadOnlyList<Body> bodies)
    {
        var forms = new List<Form>();
        foreach (var name in NamesIn(folder, "forms", "*.json"))
        {
            var file = await ReadAsync(folder, name, "form");
            var read = file.As<FormFile>();
            var named = read.Sections.SelectMany(s => s.Questions).Select(q => q.Scale).OfType<string>().Distinct().ToArray();
            if (named.FirstOrDefault(s => !scales.ContainsKey(s)) is { } unknown)
            {
                throw file.Wrong($"\"{unknown}\"", $"there is no scale {unknown} in scales.json.");
            }

            var form = new Form
            {
                Key = read.Key,
                Version = read.Version,
                Title = read.Title,
                Intro = read.Intro,
                For = read.For,
                Sections = read.Sections,
                Scales = named.ToDictionary(s => s, s => scales[s]),
                Hints = read.Hints ?? [],
            };
            ContentRules.CheckForm(file, form, bodies);
            HintChecks.Check(file, form);
            if (forms.Any(f => f.Key == form.Key && f.Version == form.Version))
            {
                throw file.Wrong("\"version\"", $"another file holds version {form.Version} of {form.Key}.");
            }

            forms.Add(form);
        }

        return forms;
    }

    private static async Task<IReadOnlyList<FormHistory>> HistoryAsync(string folder, IReadOnlyList<Scale> scales, IReadOnlyList<Form> forms)
    {
        var history = new List<FormHistory>();
        foreach (var name in NamesIn(folder, "history", "*.json"))
        {
            var file = await ReadAsync(folder, name, "history");
            var read = file.As<HistoryFile>();
            var scale = scales.FirstOrDefault(s => s.Key == read.Scale) ?? throw file.Wrong($"\"{read.Scale}\"", $"there is no scale {read.Scale}.");
            if (forms.All(f => f.Key != read.Form))
            {
                throw file.Wrong($"\"{read.Form}\"", $"there is no form {read.Form}.");
            }

            try
            {
                history.Add(new FormHistory
                {
                    Year = read.Year,
                    Form = read.Form,
                    Source = read.Source,
                    Sample = read.Sample,
                    Respondents = read.Respondents,
                    Total = Distribution.FromCounts(scale, read.Total),
                    Questions = read.Questions?.ToDictionary(q => q.Key, q => Distribution.FromCounts(scale, q.Value)) ?? [],
                });
            }
            catch (ArgumentException e)
            {
                throw file.Wrong(null, e.Message);
            }
        }

        return history;
    }

    private static async Task<Dictionary<int, YearContent>> YearsAsync(string folder, IReadOnlyList<Form> forms, IReadOnlyList<Body> bodies, CityFacts facts, IReadOnlyList<FormHistory> history)
    {
        var years = new Dictionary<int, YearContent>();
        foreach (var name in NamesIn(folder, "years", "year.json"))
        {
            var file = await ReadAsync(folder, name, "year");
            var read = file.As<YearFile>();
            var plan = new YearPlan
            {
                Year = read.Year,
                Title = read.Title,
                Dates = read.Dates,
                Reviews = read.Reviews,
                SelfAssessment = read.SelfAssessment,
                Reminders = read.Reminders,
                Survey = read.Survey,
                Signatories = read.Signatories,
                SameLevelWithin = read.SameLevelWithin,
            };
            var asked = FormsOf(file, read.Forms, forms);
            ContentRules.CheckYear(file, plan, asked, bodies, facts);
            ContentRules.CheckFigures(file, plan, asked, bodies, history);
            if (!years.TryAdd(read.Year, new YearContent(plan, await OutlineAsync(folder, Path.Combine(Path.GetDirectoryName(name)!, read.Report), plan, asked), asked)))
            {
                throw file.Wrong("\"year\"", $"another file holds the year {read.Year}.");
            }
        }

        return years;
    }

    /// <summary>The forms in the versions that a year names: a version that comes later is no year's until it says so.</summary>
    private static Dictionary<string, Form> FormsOf(ContentFile file, IReadOnlyDictionary<string, int> named, IReadOnlyList<Form> forms) => named.ToDictionary(
        n => n.Key,
        n => forms.FirstOrDefault(f => f.Key == n.Key && f.Version == n.Value) ?? throw file.Wrong($"\"{n.Key}\"", $"there is no version {n.Value} of a form {n.Key}."));

    private static async Task<ReportOutline> OutlineAsync(string folder, string name, YearPlan plan, IReadOnlyDictionary<string, Form> forms)
    {
        var file = await ReadAsync(folder, name, "report");
        var outline = file.As<ReportFile>();
        string?[] named = [.. outline.Sections.SelectMany(s => (s.Reviews ?? []).Concat((s.Texts ?? []).SelectMany(t => t.Reviews ?? []))), .. outline.Proposals.SelectMany(p => p.Reviews ?? []), .. outline.Appendices.Select(a => a.Review)];
        ContentRules.CheckReviews(file, named.OfType<string>(), plan);
        ContentRules.CheckSections(file, [.. outline.Sections.Where(s => s.Kind == ReportSectionKind.SelfAssessment).Select(s => s.Reviews ?? [])]);
        ContentRules.CheckAppendices(file, outline.Appendices, plan, forms);
        var sections = new List<OutlineSection>();
        foreach (var s in outline.Sections)
        {
            var texts = new List<OutlineText>();
            foreach (var text in s.Texts ?? [])
            {
                var path = Path.Combine(folder, Path.GetDirectoryName(name)!, text.File);
                if (!File.Exists(path))
                {
                    throw file.Wrong($"\"{text.File}\"", $"the text {text.File} is missing.");
                }

                texts.Add(new OutlineText(text.Reviews ?? [], text.File, await File.ReadAllTextAsync(path)));
            }

            sections.Add(new OutlineSection(s.Heading, s.Level, s.Kind, s.Reviews ?? [], texts));
        }

        return new ReportOutline
        {
            FileName = outline.FileName,
            Sections = sections,
            Proposals = [.. outline.Proposals.Select(p => new OutlineProposal(p.Reviews ?? [], new Proposal(p.Decider, p.Proposer, p.Conditional, p.Text)))],
            Appendices = outline.Appendices,
        };
    }

    private sealed record ReportFile(string FileName, IReadOnlyList<SectionFile> Sections, IReadOnlyList<ProposalFile> Proposals, IReadOnlyList<OutlineAppendix> Appendices);

    private sealed record SectionFile(string Heading, int Level, ReportSectionKind Kind, IReadOnlyList<string>? Reviews, IReadOnlyList<TextFile>? Texts);

    private sealed record TextFile(string File, IReadOnlyList<string>? Reviews);

    private sealed record ProposalFile(Decider Decider, string Proposer, bool Conditional, IReadOnlyList<string>? Reviews, string Text);

    private static async Task<ContentFile> ReadAsync(string folder, string name, string schema)
    {
        var path = Path.Combine(folder, "..", "schema", $"{schema}.schema.json");
        return await ContentFile.ReadAsync(folder, name, await JsonSchema.FromFileAsync(path));
    }

    private static IEnumerable<string> NamesIn(string folder, string sub, string pattern)
    {
        var path = Path.Combine(folder, sub);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)
            : [];
    }
}
