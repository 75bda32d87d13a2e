namespace Arshjulet.Model.Tests;

/// <summary>Every figure of a year counts each submitted answer once, and what cannot be counted stops the compilation by name.</summary>
public class CompilerTests
{
    private static readonly IReadOnlyList<Body> Bodies = [.. City.Respondents.Take(4), City.Company];
    private static readonly IReadOnlyList<Form> Forms = [Sample.SelfAssessment, Sample.Access];

    [Fact]
    public void A_body_with_every_form_is_complete_with_some_partial_with_none_missing_and_exempt_if_none_was_demanded()
    {
        Body[] bodies = [Bodies[0], Bodies[1], Bodies[2], Bodies[3] with { Exempt = "granskar de andra" }, Bodies[4] with { Exempt = "svarade ändå" }];
        var compilation = Compiler.Compile(Year2024.Input(Forms, bodies,
            [All(bodies[0], Forms[0]), All(bodies[0], Forms[1]), All(bodies[1], Forms[1]), All(bodies[4], Forms[0]), All(bodies[4], Forms[1])]));
        Assert.Equal(
            [ReturnState.Complete, ReturnState.Partial, ReturnState.Missing, ReturnState.Exempt, ReturnState.Complete],
            compilation.Returns.Select(r => r.State));
        Assert.Equal(["god-intern-kontroll"], compilation.Returns[1].MissingForms);
        Assert.Equal(["god-intern-kontroll", "access"], compilation.Returns[2].MissingForms);

        var figures = compilation.Figures.ToDictionary(f => f.Name, f => f.Text);
        Assert.Equal(["5", "2", "1", "1", "1"], new[] { "tillfragade", "inlamnade", "delvis", "saknade", "undantagna" }.Select(n => figures[$"svar.{n}"]));
        Assert.Equal("Funktionsstödsnämnden", figures["svar.saknas"]);
        Assert.Equal("Fritidsnämnden", figures["svar.saknar-delar"]);
        Assert.Equal("Förskolenämnden", figures["svar.undantag"]);
    }

    [Fact]
    public void An_answer_is_late_from_midnight_after_the_deadlines_day_in_Stockholm()
    {
        var midnight = WorkingDays.EndOf(Year2024.Plan.Dates.Deadline.Date);
        var compilation = Compiler.Compile(Year2024.Input([Sample.Access], Bodies,
            [All(Bodies[0], Sample.Access) with { SubmittedAt = midnight.AddTicks(-1) }, All(Bodies[1], Sample.Access) with { SubmittedAt = midnight }]));
        Assert.Equal([false, true], compilation.Returns.SelectMany(r => r.Submissions).Select(s => s.Late));
        Assert.Equal("1", compilation.Figures.Single(f => f.Name == "svar.sena").Text);
    }

    [Fact]
    public void The_bodys_own_decision_is_put_into_a_few_words()
    {
        var meeting = All(Bodies[0], Sample.Access);
        var delegation = All(Bodies[1], Sample.Access) with { Decision = meeting.Decision with { ByDelegation = true, Paragraph = null, DiaryNumber = null } };
        var unregistered = All(Bodies[2], Sample.Access) with { Decision = meeting.Decision with { DiaryNumber = null } };
        var compilation = Compiler.Compile(Year2024.Input([Sample.Access], Bodies, [meeting, delegation, unregistered]));
        Assert.Equal(
            ["2024-11-21 § 112, KN-2024-318", "delegation 2024-11-21", "2024-11-21 § 112"],
            compilation.Returns.SelectMany(r => r.Submissions).Select(s => s.Decision));
    }

    [Fact]
    public void Two_submissions_of_one_body_and_form_are_refused_by_name()
    {
        var one = All(Bodies[0], Sample.Access);
        var refused = Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input(Forms, Bodies, [one, one with { Sequence = 2 }])));
        Assert.Contains($"access from {Bodies[0].Id}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_comes_twice_in_a_submission_is_refused_by_name()
    {
        var one = All(Bodies[0], Sample.Access);
        var refused = Assert.Throws<ArgumentException>(
            () => Compiler.Compile(Year2024.Input(Forms, Bodies, [one with { Answers = [.. one.Answers, one.Answers[2]] }])));
        Assert.Contains($"{Bodies[0].Id} answers system-tillampas of access twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_or_a_form_that_comes_twice_is_refused_and_not_counted_twice()
    {
        var body = Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input(Forms, [.. Bodies, Bodies[1]], [])));
        Assert.Contains(Bodies[1].Id, body.Message, StringComparison.Ordinal);
        var form = Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input([.. Forms, Forms[1]], Bodies, [])));
        Assert.Contains("access", form.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_asked_nothing_this_year_has_not_answered()
    {
        var form = Sample.Access with { For = [BodyKind.Committee] };
        var compilation = Compiler.Compile(Year2024.Input([form], Bodies, []));
        Assert.DoesNotContain(City.Company.Id, compilation.Returns.Select(r => r.Body.Id));
        Assert.Equal(["4", "0"], compilation.Figures.Where(f => f.Name is "svar.tillfragade" or "svar.inlamnade").Select(f => f.Text));
    }

    [Fact]
    public void A_submission_that_nobody_asked_for_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input([Sample.SelfAssessment], Bodies, [All(Bodies[0], Sample.Access)])));
        Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input([Sample.Access], Bodies, [All(City.Board, Sample.Access)])));
    }

    [Fact]
    public void An_answer_that_is_not_on_the_scale_stops_the_compile() =>
        Assert.Throws<ArgumentException>(
            () => Compiler.Compile(Year2024.Input([Sample.Access], Bodies, [Year2024.Submitted(Bodies[0], Sample.Access, _ => "kanske")])));

    [Fact]
    public void A_section_that_has_the_key_of_a_step_is_refused_since_two_figures_would_have_one_name()
    {
        var form = Sample.Of("f", Sample.Section("ja", [Sample.Statement("p1", Sample.Yes), Sample.Statement("ja", Sample.Yes)]));
        Assert.Contains("f.ja", Assert.Throws<ArgumentException>(() => Compiler.Compile(Year2024.Input([form], Bodies, []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_without_a_single_answer_compiles_to_nothings_and_claims_no_change()
    {
        var total = Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["ja"] = 3 });
        var figures = Year2024.FiguresOf(
            Year2024.Input([Sample.Access], Bodies, [], new FormHistory { Year = 2021, Form = "access", Source = "konstruerat", Total = total }));
        Assert.Equal(("0", 0, 0), (figures["access.svarande"].Text, figures["access.ja"].Count, figures["access.ja"].N));
        Assert.Equal("ingen", figures["access.ja.ord"].Text);
        Assert.All(["access.ja.spann", "access.ja.forandring.2021", "access.ja.niva.2021"], name => Assert.Equal("(uppgift saknas)", figures[name].Text));
    }

    [Fact]
    public void Free_text_and_choices_are_kept_by_body_and_only_statements_are_added_up()
    {
        var form = Sample.Of("f", Sample.Section("a", [Sample.Statement("p1", Sample.Yes), Sample.Choice("steg", Sample.Yes), Sample.Text("f1")]));
        var counted = Compiler.Compile(Year2024.Input([form], Bodies, [.. Bodies.Select(b => Year2024.Submitted(b, form, _ => "ja"))])).Form("f")!;
        Assert.Equal(5, counted.Totals.Single().N);
        Assert.Equal(5, counted.Sections[0].Questions[1].Distribution!["ja"].Count);
        Assert.Null(counted.Sections[0].Questions[2].Distribution);
        Assert.Equal(Bodies.Select(b => (b.Id, "Svar på f1")), counted.Sections[0].Questions[2].ByBody.Select(b => (b.Body, b.Value!)));
    }

    [Fact]
    public void Only_earlier_years_of_the_same_form_are_its_history_oldest_first()
    {
        FormHistory Of(int year, string form) => new() { Year = year, Form = form, Source = "konstruerat", Total = Distribution.Of(Sample.Yes, ["ja"]) };
        var compilation = Compiler.Compile(
            Year2024.Input([Sample.Access], Bodies, [], Of(2023, "access"), Of(2024, "access"), Of(2021, "access"), Of(2020, "ai")));
        Assert.Equal([2021, 2023], compilation.Form("access")!.History.Select(h => h.Year));
    }

    [Fact]
    public void A_statement_that_nobody_answered_an_earlier_year_is_no_0_percent_in_that_years_span()
    {
        var answered = Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["ja"] = 7, ["delvis"] = 10 });
        var figures = Year2024.FiguresOf(Year2024.Input([Sample.Access], Bodies, [All(Bodies[0], Sample.Access)], new FormHistory
        {
            Year = 2021,
            Form = "access",
            Source = "konstruerat",
            Total = answered,
            Questions = new Dictionary<string, Distribution>
            {
                ["system-kanda"] = answered,
                ["system-tillampas"] = Distribution.Of(Sample.Yes, []),
                ["mognad"] = Distribution.Of(Sample.Judgement, ["forbattring"]),
            },
        }));
        Assert.Equal(Year2024.Fixed("41_procent"), figures["access.2021.ja.spann"].Text);
    }

    [Fact]
    public void There_is_no_change_since_a_year_that_nobody_answered()
    {
        var figures = Year2024.FiguresOf(Year2024.Input([Sample.Access], Bodies, [All(Bodies[0], Sample.Access)],
            new FormHistory { Year = 2021, Form = "access", Source = "konstruerat", Total = Distribution.Of(Sample.Yes, []) }));
        Assert.Equal("(uppgift saknas)", figures["access.ja.forandring.2021"].Text);
    }

    [Fact]
    public void An_item_of_a_body_that_does_not_see_the_section_is_not_counted()
    {
        var films = Sample.Section("filmer", [Sample.Statement("undertext", Sample.Test)]) with
        {
            For = [BodyKind.Committee],
            Items = [new("film-1", "Film 1", Bodies[0].Id), new("film-2", "Film 2", City.Company.Id)],
        };
        var form = Sample.Of("dos", films, Sample.Section("rutiner", [Sample.Statement("finns", Sample.Yes)]));
        var figures = Year2024.FiguresOf(
            Year2024.Input([form], Bodies, [.. Bodies.Select(b => Year2024.Submitted(b, form, key => key == "finns" ? "ja" : "ringa"))]));
        Assert.Equal((1, 1), (figures["dos.filmer.objekt.med-brister"].Count, figures["dos.filmer.objekt.med-brister"].N));
    }

    [Property(MaxTest = 50)]
    public void The_order_of_the_submissions_changes_nothing(NonEmptyArray<byte> choices, int seed)
    {
        var submissions = Submissions(choices.Get);
        var shuffled = submissions.ToArray();
        new Random(seed).Shuffle(shuffled);
        var one = Compiler.Compile(Year2024.Input(Forms, Bodies, submissions));
        var other = Compiler.Compile(Year2024.Input(Forms, Bodies, shuffled));
        Assert.Equal(one.Fingerprint, other.Fingerprint);
        Assert.Equal(one.Figures, other.Figures);
        Assert.Equal(one.Returns.SelectMany(r => r.Submissions), other.Returns.SelectMany(r => r.Submissions));
    }

    [Property(MaxTest = 50)]
    public bool Another_answer_is_another_compilation(NonEmptyArray<byte> choices)
    {
        var submissions = Submissions(choices.Get);
        var first = submissions[0];
        var changed = first with { Answers = [first.Answers[0] with { Comment = "En rättelse." }, .. first.Answers.Skip(1)] };
        return Compiler.Compile(Year2024.Input(Forms, Bodies, submissions)).Fingerprint
            != Compiler.Compile(Year2024.Input(Forms, Bodies, [changed, .. submissions.Skip(1)])).Fingerprint;
    }

    private static Submission All(Body body, Form form) => Year2024.Submitted(body, form, _ => form == Sample.Access ? "ja" : "tillfredsstallande");

    private static Submission[] Submissions(byte[] choices)
    {
        var next = 0;
        return [.. Bodies.SelectMany(b => Forms.Select(f => Year2024.Submitted(b, f, _ => StepOf(f, choices[next++ % choices.Length]))))];
    }

    private static string StepOf(Form form, byte choice) =>
        form == Sample.Access ? Sample.Yes.Steps[choice % 3].Value : Sample.Judgement.Steps[choice % 4].Value;
}
