using System.Net;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>The decision is sent once to each recipient, what was decided is kept, and promises reach the year they were made for.</summary>
public sealed class SettlingTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_decision_comes_out_of_order_then_the_page_says_why()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();

        await site.MoveToAsync("2025-03-24 15:00");
        await Refuses("Ksau", "2025-03-24", "beslutare", "Det finns ingen sammanställning att besluta om ännu.");
        await site.CompileAsync(secretary);
        await Refuses("Ks", "2025-03-24", "beslutare", "Den som beslutar före är inte registrerad ännu");
        await Refuses("Ksau", "2025-03-25", "datum", "Datumet kan inte ligga i framtiden");
        await Refuses("Ksau", "0025-03-24", "datum", "Datumet ligger före 16 september 2024. Kontrollera årtalet");
        await Refuses("Ksau", "i går", "datum", "Ange sammanträdets datum, till exempel 2025-03-24");
        await Refuses("Ksau", "2025-03-24", "paragraf", "Ange paragrafen, högst 20 tecken", "");
        await Refuses("Ksau", "2025-03-24", "paragraf", "Ange paragrafen, högst 20 tecken", "§");
        Assert.Equal(HttpStatusCode.OK, (await secretary.RegisterAsync("Ksau", "2025-03-24")).Status);
        await Refuses("Ksau", "2025-03-23", "beslutare", "Ett annat beslut är redan registrerat");
        await Refuses("Kf", "2025-03-24", "beslutare", "Den som beslutar före är inte registrerad ännu");
        await Refuses("Ks", "2025-03-23", "datum", "Datumet ligger före det föregående beslutet");
        Assert.Equal(HttpStatusCode.BadRequest, (await secretary.RegisterAsync("Kungen", "2025-03-24")).Status);

        async Task Refuses(string decider, string date, string field, string message, string paragraph = "7")
        {
            var page = await secretary.RegisterAsync(decider, date, paragraph);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Equal((field, message), page.Faults.Single());
            Assert.NotNull(page.Document.GetElementById(field));
        }
    }

    [Fact]
    public async Task When_something_is_compiled_after_the_decision_then_what_is_sent_and_kept_is_still_what_was_decided()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        using var respondent = await site.BuildingAsync();
        await site.MoveToAsync("2025-03-10 10:00");
        await site.CompileAsync(secretary);
        await site.MoveToAsync("2025-03-24 15:00");
        await secretary.RegisterAsync("Ksau", "2025-03-24");
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        await site.CompileAsync(secretary);

        await site.MoveToAsync("2025-05-22 19:00");
        await secretary.RegisterAsync("Ks", "2025-04-02");
        await secretary.RegisterAsync("Kf", "2025-05-22");

        var page = await secretary.OpenAsync("/kansli/2024/sammantraden");
        Assert.Equal(
            3,
            page.Document.QuerySelectorAll("tbody td:last-child")
                .Count(td => td.TextContent.Contains("version 1 av sammanställningen", StringComparison.Ordinal)));
        var report = (await site.MailAsync("vd@smastad.example", about: "Beslut:"))
            .Single().Attachments.Single(a => a.Name.StartsWith("Tjänste", StringComparison.Ordinal));
        Assert.Equal((await secretary.DownloadAsync($"/kansli/2024/sammanstallningar/v1/{Uri.EscapeDataString(report.Name)}")).Length, report.Size);
        Assert.Empty(await site.Get<HistoryStore>().ReadAsync(["sjalvskattning"], Cancellation));
    }

    [Fact]
    public async Task When_a_version_that_was_never_compiled_is_decided_then_it_is_refused()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        await site.MoveToAsync("2025-03-24 15:00");
        await site.CompileAsync(secretary);

        var page = await secretary.PostAsync("/kansli/2024/sammantraden", ("beslutare", "Ksau"), ("datum", "2025-03-24"), ("paragraf", "7"), ("version", "2"));

        Assert.Equal(("beslutare", "Det finns ingen sammanställning att besluta om ännu."), page.Faults.Single());
    }

    [Fact]
    public async Task When_KF_has_decided_then_the_recipients_have_the_report_and_the_year_is_closed()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        await site.MoveToAsync("2025-03-10 10:00");
        await site.CompileAsync(secretary);

        await site.SettleAsync(secretary);

        var sent = await site.MailAsync(about: "Beslut:");
        Assert.Equal(
            ["controller", "revisionen", "samordnare", "samordnare", "vd"],
            sent.Select(m => m.To.Single().Split('@')[0]).Order(StringComparer.Ordinal));
        Assert.All(sent, m => Assert.Equal(6, m.Attachments.Count(a => a.Name.EndsWith(".docx", StringComparison.Ordinal) && a.Size > 0)));
        Assert.All(sent, m => Assert.Contains("den 22 maj 2025, § 7", m.Text, StringComparison.Ordinal));
        Assert.Contains("Året stängdes", (await secretary.OpenAsync("/kansli/2024/sammantraden")).Text, StringComparison.Ordinal);

        using var later = await site.BuildingAsync();
        var refused = await later.PostAsync("/svar/2024/byggnamnden/webb", ("q.utsedd", "bra"));
        Assert.Equal((HttpStatusCode.Conflict, "Årets arbete är avslutat"), (refused.Status, refused.Heading));
        var submit = await later.PostAsync("/svar/2024/byggnamnden/webb/kontrollera", Cast.Decision);
        Assert.Equal(HttpStatusCode.Conflict, submit.Status);
        var reopen = await secretary.PostAsync("/kansli/2024/svar/byggnamnden/sjalvskattning/oppna");
        Assert.Equal(HttpStatusCode.Conflict, reopen.Status);
        Assert.Contains("Årets arbete är avslutat.", (await later.OpenAsync("/svar/2024/byggnamnden")).Text, StringComparison.Ordinal);

        Assert.Contains(
            "Utlovat: uppföljning av webbsidor (beslutad i rapporten för 2024)",
            (await secretary.OpenAsync("/kansli/2027")).Text,
            StringComparison.Ordinal);
        Assert.Contains("2027", (await secretary.OpenAsync("/kansli")).Text, StringComparison.Ordinal);
        var kept = Assert.Single(await site.Get<HistoryStore>().ReadAsync(["sjalvskattning"], Cancellation));
        Assert.Equal((2024, 2), (kept.Year, kept.Total.N));
    }
}
