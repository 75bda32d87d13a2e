using Arshjulet.Functions.City;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Texts;
using Xunit;

namespace Arshjulet.Functions.Tests.Submit;

/// <summary>A hint asks and leads to its question; it never stops a body from handing in.</summary>
public sealed class HintTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";

    [Fact]
    public async Task When_answers_contradict_each_other_then_the_check_page_asks_and_leads_to_the_place_and_lets_through()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.ansvar", "bra"), ("q.rutiner", "daligt"), ("q.slutsats", "Klart."));

        var page = await respondent.OpenAsync($"{Form}/kontrollera");

        Assert.Contains("Ni har svarat att ansvaret är fördelat, men att rutinerna inte är kända. Stämmer det?", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vad önskar ni?", page.Document.QuerySelector("[aria-labelledby=att-fundera-pa]")!.TextContent, StringComparison.Ordinal);
        var link = page.Document.QuerySelector("[aria-labelledby=att-fundera-pa] a")!.GetAttribute("href")!;
        Assert.NotNull((await respondent.OpenAsync(link)).Document.GetElementById(link.Split('#')[1]));
        Assert.Equal($"{Form}/kvitto", (await respondent.HandInAsync(Form)).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_nothing_is_to_be_asked_then_nothing_is_said_about_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.ansvar", "bra"), ("q.rutiner", "bra"), ("q.slutsats", "Klart."), ("q.onskemal", "Inget."));

        Assert.Null((await respondent.OpenAsync($"{Form}/kontrollera")).Document.GetElementById("att-fundera-pa"));
    }

    [Theory]
    [InlineData("\"question\": \"rutiner\", \"isNot\"", "\"question\": \"finns-inte\", \"isNot\"", "finns-inte, which the form does not ask")]
    [InlineData("\"isNot\": [\"bra\"]", "\"isNot\": [\"utmarkt\"]", "can't be answered with utmarkt")]
    [InlineData("\"isNot\": [\"bra\"]", "\"isNot\": [\"bra\"], \"answered\": true", "breaks the schema")]
    [InlineData("\"isNot\": [\"bra\"]", "\"liknar\": [\"bra\"]", "is not known here")]
    public async Task When_a_hint_speaks_of_what_the_form_lacks_then_the_start_stops_with_file_and_line(string from, string to, string reason)
    {
        using var city = new CityCopy();
        city.Replace("forms/sjalvskattning.v1.json", from, to);

        var wrong = await Assert.ThrowsAsync<ContentException>(() => ContentLoader.LoadAsync(city.Folder));

        Assert.EndsWith("sjalvskattning.v1.json", wrong.File, StringComparison.Ordinal);
        Assert.True(wrong.Line > 30, wrong.Message);
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }
}
