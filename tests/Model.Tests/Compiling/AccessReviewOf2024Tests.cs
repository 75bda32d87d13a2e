namespace Arshjulet.Model.Tests;

/// <summary>The review of access gives the shares of the report of 2024: six statements of 23 respondents, of 17 in 2021.</summary>
public class AccessReviewOf2024Tests
{
    private static readonly int[] Yes2024 = [16, 15, 17, 18, 16, 17];
    private static readonly int[] Yes2021 = [9, 7, 10, 12, 8, 11];
    private static readonly IReadOnlyList<Question> Statements = Sample.Access.Sections[0].Questions;
    private readonly IReadOnlyDictionary<string, Figure> _figures;
    private readonly Compilation _compilation;

    public AccessReviewOf2024Tests()
    {
        var bodies = City.Respondents;
        var submissions = bodies.Select((body, i) => Year2024.Submitted(body, Sample.Access, key => ValueOf(key, body, i))).ToArray();
        var history = Statements.Zip(Yes2021).ToDictionary(q => q.First.Key, q => Counts(q.Second, 17));
        var input = Year2024.Input([Sample.Access], bodies, submissions, new FormHistory
        {
            Year = 2021,
            Form = Sample.Access.Key,
            Source = "konstruerat",
            Respondents = 17,
            Questions = history,
            Total = Distribution.Sum(Sample.Yes, history.Values),
        });
        _figures = Year2024.FiguresOf(input);
        _compilation = Compiler.Compile(input);
    }

    [Fact]
    public void The_span_of_yes_over_the_six_statements_is_41_to_71_in_2021_and_65_to_78_in_2024()
    {
        Assert.Equal(Year2024.Fixed("41–71_procent"), _figures["access.2021.ja.spann"].Text);
        Assert.Equal(Year2024.Fixed("65–78_procent"), _figures["access.ja.spann"].Text);
    }

    [Fact]
    public void Each_statement_has_its_own_share_of_yes() =>
        Assert.Equal([70, 65, 74, 78, 70, 74], Statements.Select(q => _figures[$"access.{q.Key}.ja"].Percent!.Value));

    [Fact]
    public void Statements_with_the_same_words_are_counted_apart()
    {
        var known = _compilation.Form("access")!.Statements.Where(q => q.Text == "Rutinerna är kända").ToArray();
        Assert.Equal(["system", "lokaler"], known.Select(q => q.Group!));
        Assert.Equal([15, 16], known.Select(q => q.Distribution!["ja"].Count));
    }

    [Fact]
    public void Exactly_one_committee_says_that_the_routines_are_not_known_and_it_is_named()
    {
        var urgent = _compilation.Form("access")!.Statements.Where(q => q.Distribution!["omgaende"].Count > 0).ToArray();
        Assert.Equal("Rutinerna är kända", Assert.Single(urgent).Text);
        Assert.Equal(1, urgent[0].Distribution!["omgaende"].Count);
        Assert.Equal("Servicenämnden", _figures["access.system-kanda.omgaende.vilka"].Text);
        Assert.Equal("en", _figures["access.system-kanda.omgaende.ord"].Text);
        Assert.Equal("ingen", _figures["access.lokaler-kanda.omgaende.vilka"].Text);
    }

    // Servicenämnden is the one that answers the third step; those after the first "yes" in order answer partly.
    private static string ValueOf(string key, Body body, int order)
    {
        var yes = Yes2024[Statements.ToList().FindIndex(q => q.Key == key)];
        var service = City.Respondents.ToList().FindIndex(b => b.Name == "Servicenämnden");
        var place = order == service ? 22 : order > service ? order - 1 : order;
        return place < yes ? "ja" : body.Name == "Servicenämnden" && key == "system-kanda" ? "omgaende" : "delvis";
    }

    private static Distribution Counts(int yes, int n) =>
        Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["ja"] = yes, ["delvis"] = n - yes });
}
