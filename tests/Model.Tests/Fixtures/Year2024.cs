namespace Arshjulet.Model.Tests;

/// <summary>The year 2024: decided on 2025-03-24, 2025-04-02 and 2025-05-22; answered until 2024-12-06.</summary>
internal static class Year2024
{
    public static readonly YearPlan Plan = new()
    {
        Year = 2024,
        Title = "Uppföljning av intern kontroll 2024",
        Dates = new YearDates
        {
            Distribution = new(new(2024, 10, 1), Sample: true),
            Deadline = new(new(2024, 12, 6), Sample: true),
            Ksau = new(new(2025, 3, 24)),
            Ks = new(new(2025, 4, 2)),
            Kf = new(new(2025, 5, 22)),
        },
        Reviews =
        [
            new Review { Key = "ai", Name = "AI-relaterade risker", RiskName = "AI-relaterade risker", Form = "ai", FollowUpYear = 2027 },
            new Review { Key = "dos", Name = "Digital offentlig service", RiskName = "brister i digital offentlig service", Form = "dos", FollowUpYear = 2027 },
            new Review { Key = "access", Name = "Felaktig tillgång", RiskName = "felaktig tillgång till information och lokaler", Form = "access" },
        ],
        SelfAssessment = "god-intern-kontroll",
        Reminders = [new("forsta", 10), new("andra", 3), new("sista", 0), new("efter", -2)],
    };

    public static readonly DateTimeOffset InTime = new(2024, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static Answer Answer(string question, string? value, string? comment = null) =>
        new() { Question = question, Value = value, Comment = comment, By = "samordnare-8", At = InTime };

    /// <summary>A body's form with the values that <paramref name="value"/> gives by question key; free texts are answered.</summary>
    public static Submission Submitted(Body body, Form form, Func<string, string?> value) => new()
    {
        Year = 2024,
        Body = body.Id,
        Form = form.Key,
        FormVersion = form.Version,
        Sequence = 1,
        SubmittedAt = InTime,
        SubmittedBy = body.Contacts[0].Id,
        Decision = new()
        {
            ByDelegation = false,
            Date = new(2024, 11, 21),
            Paragraph = "112",
            DiaryNumber = "KN-2024-318",
            Responsible = "förvaltningsdirektör",
        },
        Answers =
        [
            .. form.QuestionsFor(body).Select(q => Answer(q.Key, q.Kind == QuestionKind.Text ? $"Svar på {q.Key}" : value(q.Key))).Where(a => !a.IsEmpty),
        ],
    };

    /// <summary>Everyone's form, with the counts dealt out over all their statements in turn.</summary>
    public static Submission[] Dealt(Form form, IEnumerable<Body> bodies, params (string Step, int Count)[] counts)
    {
        var deck = new Queue<string>(counts.SelectMany(c => Enumerable.Repeat(c.Step, c.Count)));
        Submission[] all = [.. bodies.Select(b => Submitted(b, form, _ => deck.Dequeue()))];
        Assert.Empty(deck);
        return all;
    }

    public static CompilationInput Input(
        IReadOnlyList<Form> forms,
        IReadOnlyList<Body> bodies,
        IReadOnlyList<Submission> submissions,
        params FormHistory[] history) =>
        new() { Plan = Plan, Forms = forms, Bodies = bodies, Submissions = submissions, History = history };

    /// <summary>The year's figures by name, after they have been reconciled with the answers.</summary>
    public static IReadOnlyDictionary<string, Figure> FiguresOf(CompilationInput input)
    {
        var compilation = Compiler.Compile(input);
        Assert.Empty(Reconciliation.Check(input, compilation));
        return compilation.Figures.ToDictionary(f => f.Name);
    }

    /// <summary>With fixed spaces where the text has "_": they can't be told from others on a screen.</summary>
    public static string Fixed(string text) => text.Replace('_', '\u00A0');
}
