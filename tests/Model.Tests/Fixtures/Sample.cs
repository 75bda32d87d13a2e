namespace Arshjulet.Model.Tests;

/// <summary>Forms of the sizes that the real ones have, with wordings of our own.</summary>
internal static class Sample
{
    public static readonly Scale Judgement = new()
    {
        Key = "bedomning",
        Steps =
        [
            new("tillfredsstallande", "Tillfredsställande", StepMeaning.Good),
            new("forbattring", "Förbättringsområde", StepMeaning.Improve),
            new("omgaende", "Behöver ses över omgående", StepMeaning.Urgent),
            new("ej-tillamplig", "Inte tillämplig", StepMeaning.NotApplicable),
        ],
    };

    public static readonly Scale Yes = new()
    {
        Key = "ja-delvis-nej",
        Steps =
        [
            new("ja", "Ja, tillfredsställande", StepMeaning.Good),
            new("delvis", "Delvis, förbättringsområde", StepMeaning.Improve),
            new("omgaende", "Nej, behöver ses över omgående", StepMeaning.Urgent),
        ],
    };

    public static readonly Scale Test = new()
    {
        Key = "provning",
        Steps =
        [
            new("utan-brist", "Utan brist", StepMeaning.Good),
            new("ringa", "Ringa brist", StepMeaning.Improve),
            new("allvarlig", "Allvarlig brist", StepMeaning.Urgent),
            new("ej-aktuell", "Ej aktuell", StepMeaning.NotApplicable),
        ],
    };

    private static readonly BodyKind[] Everyone = [BodyKind.Board, BodyKind.Committee, BodyKind.Audit, BodyKind.Company];

    /// <summary>19 statements over five categories.</summary>
    public static readonly Form SelfAssessment = Of("god-intern-kontroll", [.. new[] { 4, 4, 4, 3, 4 }.Select((size, i) =>
        Section($"kategori-{i + 1}", [.. Enumerable.Range(1, size).Select(n => Statement($"k{i + 1}-{n}", Judgement))]))]);

    /// <summary>15 statements and 8 questions.</summary>
    public static readonly Form Ai = Of("ai",
        Section("pastaenden-ai", [.. Enumerable.Range(1, 15).Select(n => Statement($"p{n}", Judgement))]),
        Section("fragor", [.. Enumerable.Range(1, 8).Select(n => Text($"f{n}"))]));

    /// <summary>Six statements under two headings that repeat three wordings.</summary>
    public static readonly Form Access = Of("access", Section("tillgang",
    [
        .. new[] { "system", "lokaler" }.SelectMany(about => new[]
        {
            Statement($"{about}-dokumenterade", Yes) with { Group = about, Text = "Det finns dokumenterade rutiner" },
            Statement($"{about}-kanda", Yes) with { Group = about, Text = "Rutinerna är kända" },
            Statement($"{about}-tillampas", Yes) with { Group = about, Text = "Rutinerna tillämpas" },
        }),
    ]));

    /// <summary>29 services tested by 12 criteria, and 40 films by one; companies answer only about their routines.</summary>
    public static readonly Form Digital = Of("dos",
        Section("tjanster", [.. Enumerable.Range(1, 12).Select(n => Statement($"kriterium-{n}", Test))], 29, "tjanst"),
        Section("filmer", [Statement("undertext", Test)], 40, "film"),
        Section("rutiner", [Statement("rutiner-finns", Yes), Text("metoder")]));

    public static Question Statement(string key, Scale scale) => new()
    {
        Key = key,
        Kind = QuestionKind.Statement,
        Text = $"Påståendet {key} stämmer.",
        Scale = scale.Key,
        Comment = true,
    };

    public static Question Text(string key) => new() { Key = key, Kind = QuestionKind.Text, Text = $"Fråga {key}?" };

    public static Question Choice(string key, Scale scale) => Statement(key, scale) with { Kind = QuestionKind.Choice };

    public static Section Section(string key, IReadOnlyList<Question> questions, int items = 0, string item = "") => new()
    {
        Key = key,
        Title = $"Avsnitt {key}",
        Questions = questions,
        For = items > 0 ? [BodyKind.Committee] : [],
        Items = items == 0 ? null : [.. Enumerable.Range(1, items).Select(n =>
            new SectionItem($"{item}-{n}", $"{item} {n}", Committees[n % Committees.Count].Id))],
    };

    public static Form Of(string key, params IReadOnlyList<Section> sections) => new()
    {
        Key = key,
        Version = 1,
        Title = $"Formuläret {key}",
        For = Everyone,
        Sections = sections,
        Scales = new[] { Judgement, Yes, Test }.ToDictionary(s => s.Key),
    };

    private static IReadOnlyList<Body> Committees => [.. City.Recipients.Where(b => b.Kind == BodyKind.Committee)];
}
