using System.Net;
using AngleSharp;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>Each contact gets one personal link to what the body is asked, once, and only a person can open it.</summary>
public sealed class DistributingTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_KS_has_decided_then_the_invitations_wait_for_the_day_of_distribution()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();

        await site.MoveToAsync("2024-09-16 07:59");
        Assert.Empty(await site.MailAsync());

        await site.MoveToAsync("2024-09-16 08:00");
        Assert.Equal(
            [
                "controller@smastad.example", "provare@smastad.example", "revisionen@smastad.example", "samordnare@smastad.example",
                "samordnare@smastad.example", "styrelsen@smastad.example", "vd@smastad.example",
            ],
            (await site.MailAsync()).Select(m => m.To.Single()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task When_the_day_of_distribution_has_passed_then_the_invitations_go_at_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.MoveToAsync("2024-10-01 10:00");
        using var secretary = await site.OfficeAsync();

        var page = await secretary.DecideAsync();

        Assert.Equal("/kansli/2024", page.Address.AbsolutePath);
        Assert.Equal(7, (await site.MailAsync()).Count);
    }

    [Fact]
    public async Task When_invitations_go_out_then_each_has_its_link_and_the_instructions_of_what_the_body_is_asked()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();

        var mail = await site.MailAsync();
        Assert.All(mail, m => Assert.Single(m.Links));
        Assert.Equal(mail.Count, mail.SelectMany(m => m.Links).Distinct().Count());
        Assert.Equal(
            ["Anvisning sjalvskattning.docx", "Anvisning webb.docx"],
            (await site.MailAsync("vd@smastad.example")).Single().Attachments.Select(a => a.Name).Order(StringComparer.Ordinal));
        var exempt = (await site.MailAsync("revisionen@smastad.example")).Single();
        Assert.Equal("Anvisning sjalvskattning.docx", Assert.Single(exempt.Attachments).Name);
        Assert.Contains("Ni behöver inte svara", exempt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_decision_is_registered_again_then_nothing_is_sent_twice()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();

        Assert.Equal(HttpStatusCode.OK, (await secretary.DecideAsync()).Status);
        var other = await secretary.PostAsync("/kansli/2024/beslut", ("datum", "2024-09-03"), ("paragraf", "1"), ("granskning", "webb"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(("datum", "Ett annat beslut är redan registrerat för året"), other.Faults.Single());
        Assert.Equal(7, (await site.MailAsync()).Count);
    }

    [Fact]
    public async Task When_a_mail_cannot_be_sent_then_it_is_tried_again_and_arrives_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await secretary.PostAsync("/lokalt/inkorg/fel", ("antal", "4"), ("status", "503"));

        await site.MoveToAsync("2024-09-16 12:00");

        Assert.Equal(7, (await site.MailAsync()).DistinctBy(m => m.InternetMessageId).Count());
        Assert.Equal(7, (await site.MailAsync()).Count);
    }

    [Fact]
    public async Task When_scanners_open_and_press_the_link_then_it_is_not_spent()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var link = await site.LinkAsync("vd@smastad.example", "bostads-ab");
        using var scanner = site.Open();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await scanner.OpenAsync(link)).Status);
            var pressed = await scanner.PostAsync(link);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, pressed.Status);
            Assert.Equal("person", pressed.Faults.Single().Field);
        }

        Assert.Empty(scanner.CookiesAt("/svar/2024/bostads-ab"));
        using var person = site.Open();
        Assert.Equal("/svar/2024/bostads-ab", (await person.PostAsync(link, ("person", "ja"))).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_person_starts_then_a_cookie_of_the_body_alone_carries_on_and_the_secret_is_in_no_address()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var link = await site.LinkAsync("vd@smastad.example", "bostads-ab");
        using var client = site.Host.CreateClient();
        using var form = new FormUrlEncodedContent([new("person", "ja")]);

        using var answer = await client.PostAsync(link, form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/svar/2024/bostads-ab", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/svar/2024/bostads-ab;", $"{cookie};", StringComparison.OrdinalIgnoreCase);
        var secret = link["/l/".Length..];
        Assert.DoesNotContain(secret, cookie, StringComparison.Ordinal);
        using var person = site.Open();
        var start = await person.PostAsync(link, ("person", "ja"));
        var page = await person.OpenAsync("/svar/2024/bostads-ab/sjalvskattning");
        Assert.DoesNotContain(secret, start.Document.ToHtml() + page.Document.ToHtml(), StringComparison.Ordinal);
    }
}
