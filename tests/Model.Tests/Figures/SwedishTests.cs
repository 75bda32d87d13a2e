using System.Globalization;

namespace Arshjulet.Model.Tests;

/// <summary>Numbers, dates and lists are written as in Swedish, whatever language the machine has.</summary>
public class SwedishTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(2800, "2_800")]
    [InlineData(350000, "350_000")]
    [InlineData(1234567, "1_234_567")]
    [InlineData(-4, "−4")] // U+2212, not a hyphen
    public void Thousands_are_kept_together_by_a_fixed_space(long number, string text) => Assert.Equal(Year2024.Fixed(text), Swedish.Number(number));

    [Fact]
    public void Percent_is_a_word_in_prose_and_a_sign_in_tables()
    {
        Assert.Equal("89\u00A0procent", Swedish.PercentInProse(89));
        Assert.Equal("89\u00A0%", Swedish.PercentInTable(89));
    }

    [Fact]
    public void A_span_has_an_en_dash_without_spaces_and_a_span_of_one_number_is_that_number()
    {
        Assert.Equal("65\u201378\u00A0procent", Swedish.SpanInProse(new Span(65, 78)));
        Assert.Equal("350\u00A0000\u2013400\u00A0000", Swedish.Interval(new Span(350000, 400000)));
        Assert.Equal("65\u00A0procent", Swedish.SpanInProse(new Span(65, 65)));
    }

    [Fact]
    public void Decimals_have_a_comma() => Assert.Equal("13,8", (12 * 100 / 87m).ToString("N1", Swedish.Culture));

    [Fact]
    public void Å_Ä_and_Ö_come_last_and_case_does_not_matter() =>
        Assert.Equal(["Arkiv", "miljö", "Valnämnden", "Zoo", "ålder", "Ärende", "över"],
            new[] { "över", "Zoo", "Ärende", "miljö", "ålder", "Valnämnden", "Arkiv" }.Order(Swedish.ByName));

    [Theory]
    [InlineData("2025-03-24", "24 mars 2025", "måndag 24 mars 2025")]
    [InlineData("2025-05-01", "1 maj 2025", "torsdag 1 maj 2025")]
    [InlineData("2024-12-06", "6 december 2024", "fredag 6 december 2024")]
    public void Dates_are_ISO_in_tables_and_long_with_a_lower_case_month_in_prose(string iso, string prose, string withWeekday)
    {
        var date = DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal((iso, prose, withWeekday), (Swedish.Date(date), Swedish.LongDate(date), Swedish.LongDateWithWeekday(date)));
    }

    [Theory]
    [InlineData(0, "noll")]
    [InlineData(1, "en")]
    [InlineData(8, "åtta")]
    [InlineData(12, "tolv")]
    [InlineData(13, "13")]
    [InlineData(2800, "2_800")]
    [InlineData(-1, "−1")]
    public void Numbers_up_to_twelve_are_words(int number, string words) => Assert.Equal(Year2024.Fixed(words), Swedish.InWords(number));

    [Fact]
    public void One_is_ett_before_a_neuter_word() => Assert.Equal(("ett", "två"), (Swedish.InWords(1, neuter: true), Swedish.InWords(2, neuter: true)));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a|b", "a och b")]
    [InlineData("a|b|c", "a, b och c")]
    public void A_list_ends_with_och(string items, string text) => Assert.Equal(text, Swedish.List(items.Split('|', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("en-US")]
    [InlineData("ar-SA")] // another calendar: 2025 would be 1446
    [InlineData("th-TH")] // and 2568
    [InlineData("fa-IR")]
    public void The_machines_own_language_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var day = new DateOnly(2025, 3, 24);
        string[] Written() =>
        [
            Swedish.Number(-2800), Swedish.PercentInTable(89), Swedish.Date(day), Swedish.LongDate(day), Swedish.InWords(13), Quantifier.Fraction(41, 100),
            new Comparison(2015, 65, 2024, 89).InProse(), Year2024.Submitted(City.Committee, Sample.Access, _ => "ja").Fingerprint(),
        ];
        var here = Written();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(here, Written());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
