namespace Arshjulet.Model.Tests;

/// <summary>The self-assessment gives the shares and changes of the report of 2024: 19 statements of 23 respondents, against 2015.</summary>
public class SelfAssessmentOf2024Tests
{
    private readonly IReadOnlyDictionary<string, Figure> _figures = Year2024.FiguresOf(Year2024.Input(
        [Sample.SelfAssessment],
        City.Respondents,
        Year2024.Dealt(Sample.SelfAssessment, City.Respondents, ("tillfredsstallande", 389), ("forbattring", 39), ("omgaende", 1), ("ej-tillamplig", 8)),
        History(2015, 284, 135, 13, 5),
        History(2023, 385, 44, 0, 8)));

    [Theory]
    [InlineData("tillfredsstallande", 389, 89)]
    [InlineData("forbattring", 39, 9)]
    [InlineData("omgaende", 1, 0)]
    [InlineData("ej-tillamplig", 8, 2)]
    public void The_shares_of_2024_are_of_all_437_answers(string step, int count, int percent)
    {
        var figure = _figures[$"god-intern-kontroll.{step}"];
        Assert.Equal((count, 437, percent), (figure.Count, figure.N, figure.Percent));
        Assert.Equal(Year2024.Fixed($"{percent}_procent"), figure.Text);
        Assert.Equal(Year2024.Fixed($"{percent}_%"), _figures[$"god-intern-kontroll.{step}.tabell"].Text);
    }

    [Theory]
    [InlineData("tillfredsstallande", 65)]
    [InlineData("forbattring", 31)]
    [InlineData("omgaende", 3)]
    [InlineData("ej-tillamplig", 1)]
    public void The_shares_of_2015_are_shown_beside_them(string step, int percent) =>
        Assert.Equal((437, percent), (_figures[$"god-intern-kontroll.2015.{step}"].N, _figures[$"god-intern-kontroll.2015.{step}"].Percent));

    [Theory]
    [InlineData("tillfredsstallande.forandring.2015", "ökade från 65_procent 2015 till 89_procent 2024")]
    [InlineData("forbattring.forandring.2015", "minskade från 31_procent 2015 till 9_procent 2024")]
    [InlineData("omgaende.forandring-ar-sist.2015", "minskade från 3_procent till 0_procent mellan 2015 och 2024")]
    public void The_change_since_2015_reads_as_the_report_has_it(string name, string text) =>
        Assert.Equal(Year2024.Fixed(text), _figures[$"god-intern-kontroll.{name}"].Text);

    [Fact]
    public void The_one_urgent_answer_that_shows_as_0_percent_keeps_its_count()
    {
        Assert.Equal(Year2024.Fixed("0_procent"), _figures["god-intern-kontroll.omgaende"].Text);
        Assert.Equal(
            ("1", "437", "en"),
            (
                _figures["god-intern-kontroll.omgaende.antal"].Text,
                _figures["god-intern-kontroll.omgaende.n"].Text,
                _figures["god-intern-kontroll.omgaende.ord"].Text));
    }

    [Theory]
    [InlineData("tillfredsstallande")]
    [InlineData("forbattring")]
    public void The_shares_are_level_with_2023_within_the_offices_tolerance(string step) =>
        Assert.Equal("i nivå med", _figures[$"god-intern-kontroll.{step}.niva.2023"].Text);

    private static FormHistory History(int year, params int[] counts) => new()
    {
        Year = year,
        Form = Sample.SelfAssessment.Key,
        Source = "konstruerat",
        Sample = true,
        Total = Distribution.FromCounts(Sample.Judgement, Sample.Judgement.Steps.Zip(counts).ToDictionary(s => s.First.Value, s => s.Second)),
    };
}
