using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>While the storage is away every page says so, and nothing that was saved is lost.</summary>
public sealed class StorageAwayTests
{
    [Fact]
    public async Task When_storage_goes_away_then_the_page_says_so_and_all_goes_on_when_it_is_back()
    {
        const string Form = "/svar/2024/bostads-ab/sjalvskattning";
        await using var storage = new KillableStorage();
        await storage.StartAsync();
        await using var site = await RunningSite.StartAsync(storage.ConnectionString);
        await site.DistributeAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        using var secretary = await site.OfficeAsync();
        await respondent.PostAsync(Form, ("q.slutsats", "före avbrottet"));

        await storage.KillAsync();
        var pages = await Task.WhenAll(
            respondent.OpenAsync(Form),
            respondent.PostAsync(Form, ("q.slutsats", "under avbrottet")),
            secretary.OpenAsync("/kansli/2024"),
            secretary.PostAsync("/kansli/2024/sammanstallningar", ("version", "1")));
        Assert.All(pages, page =>
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Det går inte att spara eller läsa just nu"), (page.Status, page.Heading));
            Assert.Equal(TimeSpan.FromSeconds(30), page.Headers.RetryAfter!.Delta);
        });

        await storage.StartAsync();
        Assert.Equal("före avbrottet", (await respondent.OpenAsync(Form)).ValueOf("q.slutsats"));
        await respondent.SubmitAsync("bostads-ab", "sjalvskattning");
        await site.MoveToAsync("2024-11-22 08:00");
        Assert.Single(await site.MailAsync("vd@smastad.example", "Kvitto"));
        Assert.Single(await site.MailAsync("vd@smastad.example", "Påminnelse"));
        Assert.Contains("med allt från 0 av 5", (await site.CompileAsync(secretary)).Text, StringComparison.Ordinal);
    }
}
