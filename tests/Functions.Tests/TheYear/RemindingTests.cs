using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>Everybody with something left gets one mail per reminder that lists all of it, and nobody else gets one.</summary>
public sealed class RemindingTests(AzuriteFixture azurite)
{
    private const string NewContact = "ny@smastad.example";

    [Fact]
    public async Task When_a_step_falls_due_then_only_those_with_something_left_are_reminded_each_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await company.SubmitAsync("bostads-ab", "webb");

        await site.MoveToAsync("2024-11-22 07:59");
        Assert.Empty(await site.MailAsync(about: "Påminnelse"));
        await site.MoveToAsync("2024-11-22 08:00");

        Assert.Equal(
            ["controller@smastad.example", "provare@smastad.example", "samordnare@smastad.example", "styrelsen@smastad.example"],
            (await site.MailAsync(about: "Påminnelse")).Select(m => m.To.Single()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task When_a_person_answers_for_two_bodies_then_one_digest_tells_of_both_and_leads_to_both()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync("/svar/2024/byggnamnden/sjalvskattning", ("q.ansvar", "bra"), ("q.rutiner", "bra"));
        await site.MoveToAsync("2024-11-22 08:00");

        var digest = Assert.Single(await site.MailAsync("samordnare@smastad.example", "Påminnelse"));
        Assert.Contains("Byggnämnden", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Skolnämnden", digest.Text, StringComparison.Ordinal);
        Assert.Contains("Självskattning: fritexten", digest.Text, StringComparison.Ordinal);
        using var browser = site.Open();
        var bodies = new List<string?>();
        foreach (var link in digest.Links)
        {
            bodies.Add((await browser.OpenAsync(link)).Document.QuerySelector("form")!.GetAttribute("data-body"));
        }

        Assert.Equal(["byggnamnden", "skolnamnden"], bodies);
    }

    [Fact]
    public async Task When_a_body_is_exempt_then_it_is_never_reminded()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();

        await site.MoveToAsync("2025-01-31 12:00");

        Assert.Single(await site.MailAsync("revisionen@smastad.example"));
        Assert.Equal(4, (await site.MailAsync("vd@smastad.example")).Count);
    }

    [Fact]
    public async Task When_all_is_handed_in_then_the_reminding_stops()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        await site.MoveToAsync("2024-11-22 09:00");
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await company.SubmitAsync("bostads-ab", "webb");

        await site.MoveToAsync("2025-01-31 12:00");

        Assert.Single(await site.MailAsync("vd@smastad.example", "Påminnelse"));
        Assert.Empty(await site.MailAsync("vd@smastad.example", "Försenat"));
    }

    [Fact]
    public async Task When_somebody_became_a_contact_after_the_distribution_then_the_secretary_sends_a_link_that_opens()
    {
        using var city = new CityCopy();
        await using var site = await WithNewContactAsync(city);
        using var secretary = await site.OfficeAsync();

        await secretary.PostAsync("/kansli/2024/svar/bostads-ab/lank/byt", ("kontakt", "bostads-ab-ny"));

        using var browser = site.Open();
        var mailed = Assert.Single(await site.MailAsync(NewContact));
        Assert.Equal("/svar/2024/bostads-ab", (await browser.PostAsync(Assert.Single(mailed.Links), ("person", "ja"))).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_somebody_became_a_contact_after_the_distribution_then_the_reminders_link_opens()
    {
        using var city = new CityCopy();
        await using var site = await WithNewContactAsync(city);

        await site.MoveToAsync("2024-11-22 08:00");

        var reminder = Assert.Single(await site.MailAsync(NewContact, "Påminnelse"));
        using var browser = site.Open();
        var start = await browser.PostAsync(Assert.Single(reminder.Links), ("person", "ja"));
        Assert.Equal("/svar/2024/bostads-ab", start.Address.AbsolutePath);
    }

    [Fact]
    public async Task When_the_site_was_down_on_the_mornings_then_what_was_missed_is_mailed_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        await site.MoveToAsync("2024-11-21 12:00");

        await site.RestartAsync("2024-11-28 13:00");
        await site.MoveToAsync("2024-11-29 18:00");

        Assert.Single(await site.MailAsync("vd@smastad.example", "Påminnelse"));
        await site.MoveToAsync("2024-12-04 08:00");
        Assert.Single(await site.MailAsync("vd@smastad.example", "Försenat"));
    }

    /// <summary>The year is distributed, and then the company gets another contact.</summary>
    private async Task<RunningSite> WithNewContactAsync(CityCopy city)
    {
        const string Contact = """{ "id": "bostads-ab-vd", "role": "vd", "email": "vd@smastad.example" }""";
        var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        city.Replace("bodies.json", Contact, $$"""{ "id": "bostads-ab-ny", "role": "vd", "email": "{{NewContact}}" }""");
        await site.RestartAsync("2024-09-17 09:00");
        return site;
    }
}
