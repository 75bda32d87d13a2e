using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>After a year has closed, what was saved can still be read, and no page has a field to write in in vain.</summary>
public sealed class ClosedYearTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/webb";
    private const string List = "/sakkunnig/2024/webb";
    private const string Closed = "Årets arbete är avslutat. Svaren går att läsa men inte att ändra.";

    [Fact]
    public async Task When_the_year_is_closed_then_a_form_that_was_not_handed_in_is_read_and_not_written()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        using var expert = site.Open();
        await expert.PostAsync((await site.MailAsync("provare@smastad.example"))[0].Links[0], ("person", "ja"));
        await respondent.PostAsync(Form, ("q.utsedd", "bra"));
        await respondent.PostAsync($"{Form}/objekt/sida-1", ("q.sida-1.sprak", "brister"), ("k.sida-1.sprak", "För långa meningar"));
        await respondent.UploadAsync($"{Form}/bilagor", "Underlag.pdf", "%PDF-1.7"u8.ToArray());
        var (before, _) = await NewsAsync(respondent, null);
        await site.Get<YearStore>().CloseAsync(2024, site.Host.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        (Browser, string, string)[] pages =
        [
            (respondent, Form, "Underlag.pdf"),
            (respondent, $"{Form}/objekt/sida-1", "För långa meningar"),
            (respondent, $"{Form}/bilagor", "Underlag.pdf"),
            (respondent, $"{Form}/kontrollera", "Underlag.pdf"),
            (respondent, $"{Form}/excel", "Underlag.pdf"),
            (expert, $"{Form}/objekt/sida-1", "För långa meningar"),
            (expert, List, "Bygglov"),
            (expert, $"{List}/excel", "Bygglov"),
        ];
        await Assert.AllAsync(pages, async open =>
        {
            var (browser, path, reads) = open;
            var page = await browser.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(Closed, page.Text, StringComparison.Ordinal);
            Assert.Contains(reads, page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("main form"));
        });

        var (tag, news) = await NewsAsync(respondent, before);
        Assert.NotEqual(before, tag);
        Assert.True(news!.Value.GetProperty("closed").GetBoolean());
        Assert.Null((await NewsAsync(respondent, tag)).News);
    }

    private static async Task<(string Tag, JsonElement? News)> NewsAsync(Browser browser, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Form}/lage?efter=0");
        if (tag is not null)
        {
            request.Headers.Add("If-None-Match", tag);
        }

        var (status, text, headers) = await browser.TextAsync(request);
        return (headers.ETag!.ToString(), status == HttpStatusCode.NotModified ? null : JsonDocument.Parse(text).RootElement);
    }
}
