using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>A text of the body's own is shown and printed with its headings and lists, and never as markup that runs.</summary>
public sealed class OwnTextPageTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/webb";

    [Fact]
    public async Task When_a_text_has_headings_and_lists_then_the_check_page_shows_them_as_such_and_markup_as_text()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        Assert.NotNull((await respondent.OpenAsync(Form)).Document.QuerySelector("[data-own-text] textarea"));

        await respondent.PostAsync(
            Form,
            ("q.eget-svar", "## Nycklar och taggar\r\n\r\n- registreras\r\n- följs upp\r\n\r\n<script>alert(1)</script> [x](javascript:alert(2))"));
        var page = await respondent.OpenAsync($"{Form}/kontrollera");

        var shown = page.Document.QuerySelector(".own-text")!;
        Assert.Equal("Nycklar och taggar", shown.QuerySelector("h3")!.TextContent);
        Assert.Equal(2, shown.QuerySelectorAll("ul li").Length);
        Assert.Empty(shown.QuerySelectorAll("script, a"));
        Assert.Contains("<script>alert(1)</script>", shown.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_body_hands_in_a_text_then_the_year_has_a_document_with_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.eget-svar", "# Vårt resultat\n\nDet gick bra."));
        await respondent.SubmitAsync("byggnamnden", "webb");
        using var secretary = await site.OfficeAsync();

        var page = await site.CompileAsync(secretary);

        var file = page.Document.QuerySelectorAll("section li a")
            .Select(a => a.GetAttribute("href")!).Single(a => a.Contains("egna", StringComparison.Ordinal));
        Assert.NotEmpty(await secretary.DownloadAsync(file));
    }

    [Fact]
    public async Task When_the_text_is_too_long_then_it_is_refused_with_both_numbers_and_is_still_in_the_field()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        var refused = await respondent.PostAsync(Form, ("q.eget-svar", new string('å', 100_000)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("q.eget-svar", refused.Faults.Single().Field);
        Assert.Equal(100_000, refused.ValueOf("q.eget-svar")!.Length);
    }

    [Fact]
    public async Task When_the_text_holds_odd_characters_then_it_is_kept_composed_and_without_what_cannot_be_printed()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        await respondent.PostAsync(Form, ("q.eget-svar", "Ra\u0308knas \u202Edolt\u202C 👩‍👩‍👧 \u0001\u0000slut"));

        Assert.Equal("Räknas \u202Edolt\u202C 👩‍👩‍👧 slut", (await respondent.OpenAsync(Form)).ValueOf("q.eget-svar"));
        Assert.Equal(HttpStatusCode.OK, (await respondent.OpenAsync($"{Form}/kontrollera")).Status);
    }
}
