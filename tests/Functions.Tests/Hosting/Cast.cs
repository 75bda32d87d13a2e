using System.Net;
using Arshjulet.Documents;

namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>The people of a year, and what they do in it.</summary>
public static class Cast
{
    public const string Secretary = "Secretary";

    /// <summary>Answers that leave nothing out, by form.</summary>
    public static readonly (string, string)[] SelfAssessment =
    [
        ("q.ansvar", "bra"), ("k.ansvar", "Det fungerar"), ("q.rutiner", "battre"),
        ("q.slutsats", "Vi är på god väg."),
    ];

    public static readonly (string, string)[] Decision =
    [
        ("beslutsform", "sammantrade"), ("datum", "2024-09-16"), ("paragraf", "45"), ("ansvarig", "förvaltningschef"),
    ];

    /// <summary>Somebody who has signed in at the office.</summary>
    public static async Task<Browser> OfficeAsync(this RunningSite site, string role = Secretary)
    {
        var browser = site.Open();
        await browser.PostAsync("/lokalt/logga-in", ("namn", "Kim Kansli"), ("roll", role), ("till", "/lokalt"));
        return browser;
    }

    /// <summary>KS has decided, instructions are there, and it is the morning after the invitations.</summary>
    public static async Task DistributeAsync(this RunningSite site)
    {
        await site.DecideAsync();
        await site.MoveToAsync("2024-09-16 09:00");
    }

    /// <summary>KS has decided, and instructions are there.</summary>
    public static async Task DecideAsync(this RunningSite site)
    {
        using var secretary = await site.OfficeAsync();
        foreach (var form in (string[])["sjalvskattning", "webb"])
        {
            var file = MarkdownDocument.Create($"Anvisning {form}.docx", $"Anvisning {form}", "Läs och svara.");
            await secretary.UploadAsync($"/kansli/2024/anvisningar/{form}", file.Name, file.Content, file.ContentType);
        }

        var decided = await secretary.DecideAsync();
        if (decided.Status != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The decision was not registered: {decided.Status} {decided.Text}");
        }
    }

    public static Task<Page> DecideAsync(this Browser secretary) =>
        secretary.PostAsync("/kansli/2024/beslut", ("datum", "2024-09-04"), ("paragraf", "212"), ("granskning", "webb"));

    /// <summary>The newest personal link that an address was sent for a body.</summary>
    public static async Task<string> LinkAsync(this RunningSite site, string email, string body)
    {
        if (site.Links.TryGetValue((email, body), out var known))
        {
            return known;
        }

        using var browser = site.Open();
        var mail = await site.MailAsync(email);
        var seen = new List<string>();
        foreach (var link in mail.SelectMany(m => m.Links))
        {
            var page = await browser.OpenAsync(link);
            if (page.Document.QuerySelector("form")?.GetAttribute("data-body") == body)
            {
                return site.Links[(email, body)] = link;
            }

            seen.Add($"{page.Status} {page.Heading}");
        }

        throw new InvalidOperationException(
            $"No mail to {email} leads to {body}. Of {(await site.MailAsync()).Count} mails {mail.Count} are to it, " +
            $"and lead to: {string.Join(", ", seen)}. {await site.DescribeAsync()}");
    }

    /// <summary>A coordinator who has opened the link and ticked the box.</summary>
    public static async Task<Browser> RespondentAsync(this RunningSite site, string body, string email)
    {
        var browser = site.Open();
        await browser.PostAsync(await site.LinkAsync(email, body), ("person", "ja"));
        return browser;
    }

    public static Task<Browser> BuildingAsync(this RunningSite site) => site.RespondentAsync("byggnamnden", "samordnare@smastad.example");

    /// <summary>Answers a form and hands it in.</summary>
    public static async Task<Page> SubmitAsync(this Browser respondent, string body, string form)
    {
        (string, string)[] given = form == "webb" ? [("q.utsedd", "bra")] : SelfAssessment;
        (string, string)[] items = form == "webb" && body == "byggnamnden" ? [("q.sida-1.sprak", "klarar"), ("q.sida-3.sprak", "klarar")] : [];
        await respondent.PostAsync($"/svar/2024/{body}/{form}", [.. given, .. items]);
        return await respondent.HandInAsync($"/svar/2024/{body}/{form}");
    }

    /// <summary>Opens the check page of a form and hands in what it shows.</summary>
    public static async Task<Page> HandInAsync(this Browser respondent, string form) =>
        await respondent.HandInAsync(form, (await respondent.OpenAsync($"{form}/kontrollera")).ValueOf("version") ?? "");

    /// <summary>Hands in a form that was checked in this version.</summary>
    public static Task<Page> HandInAsync(this Browser respondent, string form, string version) =>
        respondent.PostAsync($"{form}/kontrollera", [.. Decision, ("version", version)]);

    /// <summary>Compiles, and gives the page when the version is ready.</summary>
    public static async Task<Page> CompileAsync(this RunningSite site, Browser office)
    {
        await office.FillAsync(await office.OpenAsync("/kansli/2024/sammanstallningar"), "main form");
        await site.RestAsync();
        var page = await office.OpenAsync("/kansli/2024/sammanstallningar");
        return page.Document.QuerySelector(".ds-alert") is { } stopped ? throw new InvalidOperationException(stopped.TextContent) : page;
    }

    public static Task<Page> RegisterAsync(this Browser secretary, string decider, string date, string paragraph = "7") =>
        secretary.PostAsync("/kansli/2024/sammantraden", ("beslutare", decider), ("datum", date), ("paragraf", paragraph));

    /// <summary>KSAU, KS and KF decide on their days, and what follows from it has happened.</summary>
    public static async Task SettleAsync(this RunningSite site, Browser secretary)
    {
        foreach (var (decider, date) in new[] { ("Ksau", "2025-03-24"), ("Ks", "2025-04-02"), ("Kf", "2025-05-22") })
        {
            await site.MoveToAsync($"{date} 15:00");
            await secretary.RegisterAsync(decider, date);
            await site.RestAsync();
        }
    }
}
