using System.Net;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Tests.Faults;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Functions.Tests.Respond;

/// <summary>A link that is replaced, lost, forwarded or taken back lets in exactly those who should be let in.</summary>
public sealed class WayInTests(AzuriteFixture azurite, DistributedYear year) : IClassFixture<DistributedYear>
{
    private const string Own = "/svar/2024/bostads-ab";
    private const string Address = "vd@smastad.example";
    private const string Helper = "kim@smastad.example";

    [Fact]
    public async Task When_the_secretary_replaces_a_link_then_the_old_one_and_its_sessions_end_and_a_new_one_comes()
    {
        await using var site = await StartedAsync();
        var old = await site.LinkAsync(Address, "bostads-ab");
        using var respondent = await site.RespondentAsync("bostads-ab", Address);

        await ReplaceAsync(site);

        Assert.Equal(HttpStatusCode.Unauthorized, (await respondent.OpenAsync(Own)).Status);
        var page = await respondent.OpenAsync(old);
        Assert.Equal((HttpStatusCode.NotFound, "Länken har bytts ut"), (page.Status, page.Heading));
        Assert.DoesNotContain("@smastad.example", page.Text, StringComparison.Ordinal);
        var link = Assert.Single((await site.MailAsync(Address, "Ny länk"))[0].Links);
        Assert.Equal(Own, (await respondent.PostAsync(link, ("person", "ja"))).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_replaced_link_is_opened_then_a_deliberate_press_sends_the_new_one_to_the_address_on_record_and_not_time_after_time()
    {
        await using var site = await StartedAsync();
        var old = await site.LinkAsync(Address, "bostads-ab");
        await ReplaceAsync(site);
        using var somebody = site.Open();
        var page = await somebody.OpenAsync(old);

        Assert.Equal("person", Assert.Single((await somebody.FillAsync(page, "main form")).Faults).Field);
        Assert.Single(await site.MailAsync(Address, "Ny länk"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Titta i din inkorg", (await somebody.FillAsync(page, "main form", ("person", "ja"))).Heading);
        }

        Assert.Equal(2, (await site.MailAsync(Address, "Ny länk")).Count);
        await site.MoveToAsync("2024-09-16 09:11");
        await somebody.FillAsync(page, "main form", ("person", "ja"));
        Assert.Equal(3, (await site.MailAsync(Address, "Ny länk")).Count);
    }

    [Fact]
    public async Task When_an_address_is_written_then_the_answer_is_the_same_whoever_has_it_and_only_who_has_it_gets_mail()
    {
        await using var site = await StartedAsync();
        using var somebody = site.Open();
        var unknown = await somebody.OpenAsync($"/l/{new string('x', 43)}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);

        var known = await somebody.FillAsync(unknown, "main form", ("adress", "Samordnare@smastad.example"));
        var stranger = await somebody.FillAsync(unknown, "main form", ("adress", "ingen@smastad.example"));

        Assert.Equal((known.Status, known.Address, known.Text), (stranger.Status, stranger.Address, stranger.Text));
        Assert.Equal(2, Assert.Single(await site.MailAsync("samordnare@smastad.example", "Din länk")).Links.Count);
        Assert.Empty(await site.MailAsync("ingen@smastad.example"));
        var asked = (await site.Get<Outbox>().OfYearAsync(2024, TestContext.Current.CancellationToken)).Where(m => m.Kind == "lank-begaran").ToArray();
        Assert.Equal([MailState.Sent, MailState.Skipped], asked.Select(m => m.State).Order());
        using var secretary = await site.OfficeAsync();
        Assert.Equal(HttpStatusCode.OK, (await secretary.OpenAsync("/kansli/2024/mejl")).Status);
    }

    [Fact]
    public async Task When_an_address_is_asked_for_then_the_storage_is_asked_the_same_whoever_has_it()
    {
        await using var site = await StartedAsync();
        using var somebody = site.Open();
        await somebody.PostAsync("/lank", ("adress", "forst@smastad.example"));
        await site.RestAsync();
        var net = new LosingAnswers(_ => false);
        var tables = new Tables(LosingAnswers.Tables(site.ConnectionString, net));
        var mailing = ActivatorUtilities.CreateInstance<LinkMailing>(
            site.Host.Services,
            new YearStore(tables),
            new RateLimit(tables, site.Host.Clock),
            ActivatorUtilities.CreateInstance<Outbox>(site.Host.Services, tables));
        var asked = new List<int>();
        foreach (var address in (string[])["samordnare@smastad.example", "ingen@smastad.example", "samordnare@smastad.example", "ingen@smastad.example"])
        {
            var before = net.Asked;
            await mailing.AskAsync(address, site.Orchestrations, TestContext.Current.CancellationToken);
            asked.Add(net.Asked - before);
            await site.RestAsync();
        }

        Assert.Equal((asked[0], asked[2]), (asked[1], asked[3]));
    }

    [Fact]
    public async Task When_the_storage_goes_away_before_the_mail_is_put_then_asking_again_at_once_puts_it()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);
        var body = site.Get<CityContent>().Body("bostads-ab");
        var who = new Respondent(2024, body, body.Contacts[0], new BodyLink(2024, body.Id, body.Contacts[0].Id));
        var net = new LosingAnswers(_ => false)
        {
            Fails = r => r.Method == Azure.Core.RequestMethod.Post && r.Uri.Path.Contains("/Mail", StringComparison.Ordinal),
        };
        var outbox = ActivatorUtilities.CreateInstance<Outbox>(site.Host.Services, new Tables(LosingAnswers.Tables(site.ConnectionString, net)));
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() =>
            ActivatorUtilities.CreateInstance<Forwarding>(site.Host.Services, outbox)
                .AskAsync(who, Helper, site.Orchestrations, TestContext.Current.CancellationToken));

        Assert.Contains("Länken är på väg", (await AskAsync(respondent, Helper)).Text, StringComparison.Ordinal);

        Assert.Single(await site.MailAsync(Helper));
    }

    [Fact]
    public async Task When_a_colleague_is_asked_then_an_own_link_comes_by_mail_and_answers_but_does_not_hand_in()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);

        var start = await AskAsync(respondent, Helper);

        Assert.Contains("Länken är på väg", start.Text, StringComparison.Ordinal);
        Assert.Contains(Helper, start.Text, StringComparison.Ordinal);
        var mail = Assert.Single(await site.MailAsync(Helper));
        Assert.Contains($"vd ({Address}) har bett dig", mail.Text, StringComparison.Ordinal);
        using var colleague = site.Open();
        Assert.Equal(Own, (await colleague.PostAsync(mail.Links.Single(), ("person", "ja"))).Address.AbsolutePath);
        await colleague.PostAsync($"{Own}/webb", ("q.utsedd", "bra"));
        var form = await respondent.OpenAsync($"{Own}/webb");
        Assert.Equal("bra", form.ValueOf("q.utsedd"));
        Assert.Contains($"Sparat 09.00 av kollega ({Helper})", form.Text, StringComparison.Ordinal);
        Assert.Empty((await colleague.OpenAsync($"{Own}/webb/kontrollera")).Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.PostAsync($"{Own}/webb/kontrollera", Cast.Decision)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.PostAsync($"{Own}/kollegor/fraga", ("adress", "fler@smastad.example"))).Status);
        Assert.Equal($"{Own}/webb/kvitto", (await respondent.HandInAsync($"{Own}/webb")).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_colleagues_link_is_taken_back_then_it_ends_at_once_and_the_page_offers_nothing()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);
        var start = await AskAsync(respondent, Helper);
        var link = (await site.MailAsync(Helper)).Single().Links.Single();
        using var colleague = site.Open();
        await colleague.PostAsync(link, ("person", "ja"));

        var after = await respondent.FillAsync(start, ".colleague-list form");

        Assert.Contains("Återkallad", after.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await colleague.OpenAsync(Own)).Status);
        var page = await colleague.OpenAsync(link);
        Assert.Contains("Kontakta den som skickade den", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        await colleague.PostAsync($"{link}/ny", ("person", "ja"));
        await colleague.PostAsync("/lank", ("adress", Helper));
        Assert.Single(await site.MailAsync(Helper));
    }

    [Theory]
    [InlineData("kim@gmail.example")]
    [InlineData("kim@smastad.example.evil.example")]
    [InlineData("Kim <kim@smastad.example>")]
    [InlineData("kim")]
    [InlineData("")]
    [InlineData(Address)]
    public async Task When_an_address_is_outside_the_city_or_none_then_nothing_is_sent(string address)
    {
        var site = year.Site;
        using var respondent = await site.RespondentAsync("bostads-ab", Address);

        var page = await AskAsync(respondent, address);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.FaultAt("adress"));
        Assert.DoesNotContain(await site.Get<Outbox>().OfYearAsync(2024, TestContext.Current.CancellationToken), m => m.Kind == "vidarebefordran");
    }

    [Fact]
    public async Task When_twenty_have_been_asked_then_no_more_may_be()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);
        for (var i = 0; i < Colleagues.MaxPerBody; i++)
        {
            await AskAsync(respondent, $"kollega{i}@smastad.example");
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(respondent, Helper)).Status);
        Assert.Empty(await site.MailAsync(Helper));
    }

    [Fact]
    public async Task When_a_colleague_is_asked_several_times_at_once_then_it_is_one_colleague_and_one_mail()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(respondent, Helper)));

        Assert.All(pages, p => Assert.Equal(HttpStatusCode.OK, p.Status));
        Assert.Single(await site.Get<Colleagues>().OfYearAsync(2024, TestContext.Current.CancellationToken));
        Assert.Single(await site.MailAsync(Helper));
    }

    [Theory]
    [InlineData("kollega-0000000000000000")]
    [InlineData("~bostads-ab")]
    [InlineData("a/b\\c#d?e")]
    [InlineData("'\u0001\u007f")]
    [InlineData("")]
    public async Task When_what_is_taken_back_is_nobodys_link_then_the_page_is_not_found(string forged)
    {
        var site = year.Site;
        using var respondent = await site.RespondentAsync("bostads-ab", Address);

        Assert.Equal(HttpStatusCode.NotFound, (await respondent.PostAsync($"{Own}/kollegor/aterkalla", ("kollega", forged))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.PostAsync($"{Own}/kollegor/aterkalla", ("kollega", new string('k', 3000)))).Status);
    }

    [Fact]
    public async Task When_a_scanner_asks_only_for_the_head_of_a_link_then_it_is_there()
    {
        var site = year.Site;
        using var scanner = site.Open();
        using var request = new HttpRequestMessage(HttpMethod.Head, await site.LinkAsync(Address, "bostads-ab"));

        Assert.Equal(HttpStatusCode.OK, (await scanner.TextAsync(request)).Status);
    }

    [Fact]
    public async Task When_the_year_closes_then_the_colleagues_addresses_are_gone()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.RespondentAsync("bostads-ab", Address);
        await AskAsync(respondent, Helper);
        using var secretary = await site.OfficeAsync();

        await site.CompileAsync(secretary);
        await site.SettleAsync(secretary);

        var colleague = Assert.Single(await site.Get<Colleagues>().OfYearAsync(2024, TestContext.Current.CancellationToken));
        Assert.Null(colleague.Email);
        Assert.DoesNotContain(Helper, (await secretary.OpenAsync("/kansli/2024/mejl")).Text, StringComparison.Ordinal);
        using var later = await site.RespondentAsync("bostads-ab", Address);
        Assert.Contains("Adressen är raderad", (await later.OpenAsync(Own)).Text, StringComparison.Ordinal);
    }

    private static Task<Page> AskAsync(Browser browser, string address) => browser.PostAsync($"{Own}/kollegor/fraga", ("adress", address));

    private static async Task ReplaceAsync(RunningSite site)
    {
        using var secretary = await site.OfficeAsync();
        var page = await secretary.FillAsync(await secretary.OpenAsync("/kansli/2024/svar/bostads-ab"), "form[action$='/lank/byt']");
        Assert.Contains("Länken är bytt", page.Text, StringComparison.Ordinal);
    }

    private async Task<RunningSite> StartedAsync()
    {
        var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        return site;
    }
}
