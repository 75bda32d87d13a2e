using System.Globalization;

namespace Arshjulet.Model.Tests;

/// <summary>The review of digital service gives the figures of the report of 2024: 29 services by 12 criteria, and films.</summary>
public class DigitalServiceReviewOf2024Tests
{
    private readonly IReadOnlyDictionary<string, Figure> _figures = FiguresWith(faultyFilms: 10);

    [Fact]
    public void Twenty_nine_services_by_twelve_criteria_are_348_tests()
    {
        Assert.Equal(
            ("29", "12", "348"),
            (_figures["dos.tjanster.objekt"].Text, _figures["dos.tjanster.kriterier"].Text, _figures["dos.tjanster.provningar"].Text));
        Assert.Equal(14, Percent.Of(12, 87));
    }

    [Theory]
    [InlineData(9, "ungefär en fjärdedel")]
    [InlineData(10, "en fjärdedel")]
    [InlineData(11, "ungefär en fjärdedel")]
    public void The_films_with_faults_are_about_a_quarter(int faulty, string words)
    {
        var figure = FiguresWith(faulty)["dos.filmer.objekt.med-brister.brak"];
        Assert.Equal((words, faulty, 40), (figure.Text, figure.Count, figure.N));
    }

    [Fact]
    public void A_service_is_as_bad_as_its_worst_test()
    {
        Assert.Equal((1, 29), (_figures["dos.tjanster.objekt.allvarlig"].Count, _figures["dos.tjanster.objekt.allvarlig"].N));
        Assert.Equal(28, _figures["dos.tjanster.objekt.utan-brist"].Count);
    }

    [Fact]
    public void Companies_are_asked_about_their_routines_only()
    {
        Assert.Equal(["rutiner-finns", "metoder"], Sample.Digital.QuestionsFor(City.Company).Select(q => q.Key));
        Assert.Equal(23, _figures["dos.rutiner-finns.ja"].N);
    }

    private static IReadOnlyDictionary<string, Figure> FiguresWith(int faultyFilms)
    {
        string ValueOf(string key) => key switch
        {
            "rutiner-finns" => "ja",
            "tjanst-7.kriterium-3" => "allvarlig",
            "tjanst-7.kriterium-4" => "ringa",
            _ when key.StartsWith("film-", StringComparison.Ordinal) => NumberOf(key) <= faultyFilms ? "ringa" : "utan-brist",
            _ => "utan-brist",
        };
        return Year2024.FiguresOf(
            Year2024.Input([Sample.Digital], City.Respondents, [.. City.Respondents.Select(b => Year2024.Submitted(b, Sample.Digital, ValueOf))]));
    }

    /// <summary>film-7.undertext → 7.</summary>
    private static int NumberOf(string film) => int.Parse(film["film-".Length..film.IndexOf('.')], CultureInfo.InvariantCulture);
}
