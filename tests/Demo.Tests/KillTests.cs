using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>A site that is killed again and again plays the same year to its end, and nobody gets a mail twice.</summary>
public sealed class KillTests
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "content", "malmo");
    private static readonly IReadOnlyList<BodyAnswers> Answers = BodyAnswers.ReadAll(Path.Combine(AppContext.BaseDirectory, "answers"));

    [Fact]
    public async Task When_the_site_is_killed_again_and_again_then_the_year_goes_on_and_nobody_gets_the_same_mail_twice()
    {
        var city = await ContentLoader.LoadAsync(Content);
        await using var site = new KilledSite();
        await site.DecideAsync();

        // Asked for alone, since reading all would take as long as sending all.
        var first = city.Bodies[0].Contacts[0].Email;

        // While the invitations are being sent.
        await CutOffAsync(site, site.Host.MoveToAsync(At("2024-09-16", 9)), async () => (await site.MailAsync(first)).Count > 0);
        await site.Host.MoveToAsync(At("2024-09-16", 10));
        var contacts = city.Bodies.Sum(b => b.Contacts.Count) + city.Year(2024).Plan.Reviews.Sum(r => r.Experts.Count);
        Assert.Equal(contacts, (await site.MailAsync()).Count);

        // While a body hands in; two have, and one has saved what it had.
        await site.Host.MoveToAsync(At("2024-11-20", 14));
        await AnswerAsync("fritidsnamnden");
        await AnswerAsync("mkb-fastighets-ab");
        var saved = await SaveAsync("kulturnamnden");
        await CutOffAsync(
            site,
            AnswerAsync("miljonamnden"),
            async () => (await site.MailAsync()).Any(m => m.Subject.StartsWith("Kvitto: Miljönämnden", StringComparison.Ordinal)));
        Assert.Equal(saved, await SavedAsync("kulturnamnden"));
        using (var browser = await site.OfficeAsync())
        {
            Assert.Equal(4, await SubmittedAsync(browser, "fritidsnamnden"));
            Assert.Equal(4, await SubmittedAsync(browser, "mkb-fastighets-ab"));
            Assert.Equal(0, await SubmittedAsync(browser, "kulturnamnden"));
            Assert.InRange(await SubmittedAsync(browser, "miljonamnden"), 1, 4);
        }

        // While the reminders are being sent.
        await CutOffAsync(
            site,
            site.Host.MoveToAsync(At("2024-11-22", 9)),
            async () => (await site.MailAsync(first)).Any(m => m.Subject.StartsWith("Påminnelse", StringComparison.Ordinal)));
        await site.Host.MoveToAsync(At("2024-11-22", 10));
        var reminded = (await site.MailAsync()).Where(m => m.Subject.StartsWith("Påminnelse", StringComparison.Ordinal)).Select(m => m.To).ToArray();
        string[] done = ["fritidsnamnden", "mkb-fastighets-ab"];
        var left = city.Bodies.Where(b => b.Exempt is null && !done.Contains(b.Id)).SelectMany(b => b.Contacts);
        var experts = city.Year(2024).Plan.Reviews.SelectMany(r => r.Experts);

        // Whether the body that was cut off has something left is chance.
        var cutOff = city.Body("miljonamnden").Contacts[0].Email;
        Assert.Equal(
            left.Concat(experts).Select(c => c.Email).Distinct().Order(StringComparer.Ordinal),
            reminded.Where(to => to != cutOff).Append(cutOff).Order(StringComparer.Ordinal));

        // While the documents are being written.
        await site.Host.MoveToAsync(At("2025-03-10", 10));
        using (var secretary = await site.SecretaryAsync())
        {
            await CutOffAsync(site, secretary.CompileAsync(site.Host), () => VersionAsync(section => section is not null));
        }

        await site.Host.MoveToAsync(At("2025-03-10", 11));

        var mail = await site.MailAsync();
        Assert.Empty(mail.GroupBy(m => m.MessageId).Where(g => g.Count() > 1).Select(g => $"{g.Key} × {g.Count()}"));
        Assert.True(await VersionAsync(section => section?.QuerySelectorAll("li a").Length == 8));

        Task AnswerAsync(string body) => Respondent.AnswerAsync(site.Address, site.Host, Decided(body), city.Body(body).Contacts[0].Email);

        BodyAnswers Decided(string body)
        {
            var given = Answers.Single(a => a.Body == body);
            return given with { Decision = given.Decision! with { Date = "2024-11-18" } };
        }

        async Task<IReadOnlyList<string?>> SaveAsync(string body)
        {
            using var browser = new Browser(site.Address);
            await StartAsync(browser, body);
            var given = BodyAnswers.Fields(Answers.Single(a => a.Body == body).Forms["god-intern-kontroll"])
                .Where(f => f.Key.StartsWith("q.", StringComparison.Ordinal))
                .Take(7);
            await browser.SubmitAsync(await browser.OpenAsync($"/svar/2024/{body}/god-intern-kontroll"), given.ToDictionary());
            return await SavedAsync(body);
        }

        async Task<IReadOnlyList<string?>> SavedAsync(string body)
        {
            using var browser = new Browser(site.Address);
            await StartAsync(browser, body);
            var page = await browser.OpenAsync($"/svar/2024/{body}/god-intern-kontroll");
            var chosen = page.Document.QuerySelectorAll("input[type=radio][checked]").Select(r => r.Id).ToArray();
            Assert.Equal(7, chosen.Length);
            return chosen;
        }

        async Task StartAsync(Browser browser, string body)
        {
            var link = await Respondent.LinkAsync(site.Host, city.Body(body).Contacts[0].Email, body, browser);
            await browser.SubmitAsync(await browser.OpenAsync(link), new Dictionary<string, string> { ["person"] = "ja" });
        }

        async Task<bool> VersionAsync(Func<AngleSharp.Dom.IElement?, bool> isAsAsked)
        {
            using var browser = await site.OfficeAsync();
            return isAsAsked((await browser.OpenAsync("/kansli/2024/sammanstallningar")).Document.QuerySelector("main section"));
        }
    }

    /// <summary>Kills the site once what is under way has come so far, and starts it again.</summary>
    private static async Task CutOffAsync(KilledSite site, Task underWay, Func<Task<bool>> far)
    {
        while (!underWay.IsCompleted && !await far())
        {
        }

        Assert.False(underWay.IsCompleted, "It was done before it could be cut off.");
        await site.KillAndStartAsync(underWay);
    }

    private static async Task<int> SubmittedAsync(Browser browser, string body) =>
        (await browser.OpenAsync($"/kansli/2024/svar/{body}"))
            .Document.QuerySelectorAll($"main li a[href^='/kansli/2024/svar/{body}/']:not([href$='/versioner'])").Length;

    private static DateTimeOffset At(string day, int hour) =>
        WorkingDays.At(DateOnly.ParseExact(day, "O", System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(hour, 0));
}
