namespace Arshjulet.Model.Tests;

/// <summary>A report goes out only when every answer is counted once and none is invented.</summary>
public class ReconciliationTests
{
    private static readonly IReadOnlyList<Body> Bodies = [City.Named("Fritidsnämnden"), City.Committee, City.Company];
    private static readonly IReadOnlyList<Form> Forms = [Sample.Access, Sample.Digital, Sample.Ai];
    private static readonly CompilationInput Input = Year2024.Input(Forms, Bodies, Submissions(Bodies, [0, 1, 2, 1, 0]));
    private static readonly Compilation Compiled = Compiler.Compile(Input);

    [Fact]
    public void Nothing_is_found_in_an_honest_compilation() => Assert.Empty(Reconciliation.Check(Input, Compiled));

    [Property(MaxTest = 60)]
    public void Nothing_is_found_whatever_is_answered_by_whomever(NonEmptyArray<byte> choices, byte missing)
    {
        var all = Submissions(Bodies, choices.Get);
        var input = Input with { Submissions = [.. all.Where((_, i) => (missing & (1 << (i % 8))) == 0)] };
        Assert.Empty(Reconciliation.Check(input, Compiler.Compile(input)));
    }

    [Fact]
    public void A_dropped_answer_is_found() =>
        Assert.Contains("access/tillgang/system-kanda/", Found(WithCount("system-kanda", -1)), StringComparison.Ordinal);

    [Fact]
    public void An_invented_answer_is_found() =>
        Assert.Contains("access/tillgang/lokaler-kanda/", Found(WithCount("lokaler-kanda", +1)), StringComparison.Ordinal);

    [Fact]
    public void A_submission_counted_twice_is_found()
    {
        var returns = Compiled.Returns.Select(r => r with { Submissions = [.. r.Submissions, r.Submissions[0]] }).ToArray();
        Assert.Contains("stand 2 times among the submitted", Found(Compiled with { Returns = returns }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_was_left_out_is_found() =>
        Assert.Contains($"{Bodies[0].Id} and access stand 0 times", Found(Compiled with { Returns = [.. Compiled.Returns.Skip(1)] }), StringComparison.Ordinal);

    [Fact]
    public void A_form_that_was_left_out_is_found() =>
        Assert.Contains(
            "ai was asked and is not in the compilation",
            Found(Compiled with { Forms = [.. Compiled.Forms.Where(f => f.Key != "ai")] }),
            StringComparison.Ordinal);

    [Fact]
    public void A_question_that_was_left_out_is_found() =>
        Assert.Contains("answered, none counted", Found(WithSection("access", s => s with { Questions = [.. s.Questions.Skip(1)] })), StringComparison.Ordinal);

    [Fact]
    public void A_respondent_too_many_is_found() =>
        Assert.Contains("access: 4 respondents are counted, 3 submitted", Found(WithForm("access", f => f with { Respondents = 4 })), StringComparison.Ordinal);

    [Fact]
    public void Answers_put_down_to_the_wrong_respondent_are_found()
    {
        Assert.Contains(
            $"access/tillgang/system-dokumenterade: {Bodies[0].Id} is said to have answered delvis",
            Found(WithQuestion(
                "system-dokumenterade",
                q => q with { ByBody = [q.ByBody[0] with { Value = "delvis" }, q.ByBody[1] with { Value = "ja" }, q.ByBody[2]] })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_respondent_left_out_of_the_list_of_answers_or_listed_twice_is_found()
    {
        Assert.NotEmpty(Found(WithQuestion("system-kanda", q => q with { ByBody = [.. q.ByBody.Skip(1)] })));
        Assert.NotEmpty(Found(WithQuestion("system-kanda", q => q with { ByBody = [.. q.ByBody, q.ByBody[0]] })));
    }

    [Fact]
    public void A_comment_or_a_free_text_that_the_body_did_not_write_is_found()
    {
        Assert.NotEmpty(Found(WithQuestion("system-kanda", q => q with { ByBody = [q.ByBody[0] with { Comment = "Påhittad." }, .. q.ByBody.Skip(1)] })));
        Assert.NotEmpty(Found(WithForm("ai", f => f with
        {
            Sections = [f.Sections[0], f.Sections[1] with
            {
                Questions = [.. f.Sections[1].Questions.Select(q => q with { ByBody = [q.ByBody[0] with { Value = "Påhittat." }, .. q.ByBody.Skip(1)] })],
            }],
        })));
    }

    [Fact]
    public void A_service_that_was_left_out_or_has_anothers_test_is_found()
    {
        Assert.NotEmpty(Found(WithSection("dos", s => s with { Items = [.. s.Items!.Skip(1)] })));
        Assert.NotEmpty(Found(WithSection("dos", s => s with { Items = [s.Items![0] with { Answers = s.Items[1].Answers }, .. s.Items.Skip(1)] })));
        Assert.NotEmpty(Found(WithSection(
            "dos",
            s => s with { Items = [s.Items![0] with { Distribution = Distribution.Of(Sample.Test, ["allvarlig"]) }, .. s.Items.Skip(1)] })));
    }

    [Fact]
    public void A_sum_that_is_not_the_sum_of_its_statements_is_found()
    {
        var ten = Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["ja"] = 18 });
        Assert.Contains("access", Found(WithForm("access", f => f with { Totals = [ten] })), StringComparison.Ordinal);
        Assert.Contains("access/tillgang", Found(WithSection("access", s => s with { Totals = [ten] })), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_a_submission_holds_twice_is_found_and_does_not_stop_the_check()
    {
        var first = Input.Submissions[0];
        var twice = Input with { Submissions = [first with { Answers = [.. first.Answers, first.Answers[0]] }, .. Input.Submissions.Skip(1)] };
        Assert.Contains($"{first.Body}/access answers system-dokumenterade 2 times.", Reconciliation.Check(twice, Compiled));
    }

    [Fact]
    public void A_submission_of_someone_who_was_not_asked_is_found_and_does_not_stop_the_check()
    {
        var stranger = Input with { Submissions = [.. Input.Submissions, Input.Submissions[0] with { Body = "okand" }] };
        Assert.Contains("okand/access was submitted and not asked for.", Reconciliation.Check(stranger, Compiled));
    }

    [Fact]
    public void Answers_that_were_changed_after_the_compile_are_found()
    {
        var first = Input.Submissions[0];
        var changed = Input with
        {
            Submissions = [first with { Answers = [first.Answers[0] with { Comment = "Ny." }, .. first.Answers.Skip(1)] }, .. Input.Submissions.Skip(1)],
        };
        Assert.Contains(Reconciliation.Check(changed, Compiled), f => f.StartsWith("The submissions that the compilation lists", StringComparison.Ordinal));
    }

    [Fact]
    public void A_submission_that_lacks_a_required_answer_or_answers_what_was_not_asked_is_found()
    {
        var first = Input.Submissions[0];
        var odd = Input with
        {
            Submissions = [first with { Answers = [Year2024.Answer("p99", "ja"), .. first.Answers.Skip(1)] }, .. Input.Submissions.Skip(1)],
        };
        var found = Reconciliation.Check(odd, Compiler.Compile(odd));
        Assert.Equal([$"{first.Body}/access answers p99, which it was not asked.", $"{first.Body}/access is submitted without system-dokumenterade."], found);
    }

    private static Submission[] Submissions(IReadOnlyList<Body> bodies, byte[] choices)
    {
        var next = 0;
        string Next(Scale scale) => scale.Steps[choices[next++ % choices.Length] % scale.Steps.Count].Value;
        return [.. from body in bodies
                   from form in Forms
                   let scales = form.QuestionsFor(body).ToDictionary(q => q.Key, form.ScaleOf)
                   select Year2024.Submitted(body, form, key => Next(scales[key]!))];
    }

    private static string Found(Compilation tampered) => string.Join('\n', Reconciliation.Check(Input, tampered));

    private static Compilation WithForm(string key, Func<FormFigures, FormFigures> change) =>
        Compiled with { Forms = [.. Compiled.Forms.Select(f => f.Key == key ? change(f) : f)] };

    private static Compilation WithSection(string form, Func<SectionFigures, SectionFigures> change) =>
        WithForm(form, f => f with { Sections = [change(f.Sections[0]), .. f.Sections.Skip(1)] });

    private static Compilation WithQuestion(string key, Func<QuestionFigures, QuestionFigures> change) =>
        WithSection("access", s => s with { Questions = [.. s.Questions.Select(q => q.Key == key ? change(q) : q)] });

    private static Compilation WithCount(string key, int more) => WithQuestion(key, q => q with
    {
        Distribution = q.Distribution! with { Steps = [.. q.Distribution.Steps.Select((s, i) => i == 0 ? s with { Count = s.Count + more } : s)] },
    });
}
