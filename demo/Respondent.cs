using AngleSharp.Html.Parser;

namespace Arshjulet.Demo;

/// <summary>A coordinator: finds the link in the newest mail, answers every form, and submits.</summary>
internal static class Respondent
{
    public static async Task AnswerAsync(Uri site, Host host, BodyAnswers answers, string email)
    {
        using var browser = new Browser(site);
        var page = await browser.OpenAsync(await LinkAsync(host, email, answers.Body, browser));
        var start = await browser.SubmitAsync(page, new Dictionary<string, string> { ["person"] = "ja" });
        foreach (var (form, given) in answers.Forms)
        {
            await AnswerAsync(browser, $"{start.Address.AbsolutePath}/{form}", BodyAnswers.Fields(given));
            await browser.SubmitAsync(await browser.OpenAsync($"{start.Address.AbsolutePath}/{form}/kontrollera"), Decision(answers.Decision!));
        }
    }

    /// <summary>Fills in the form's own page and then, by its links, the page of each thing that it asks about.</summary>
    private static async Task AnswerAsync(Browser browser, string address, Dictionary<string, string> fields)
    {
        var page = await browser.OpenAsync(address);
        var left = fields.Keys.ToHashSet();
        foreach (var place in page.Document.QuerySelectorAll($"main li a[href^='{address}/objekt/']").Select(a => a.GetAttribute("href")!).Prepend(address).ToArray())
        {
            page = await browser.OpenAsync(place);
            var here = fields.Where(f => page.Document.QuerySelector($"main [name='{f.Key}']") is not null).ToDictionary();
            await browser.SubmitAsync(page, here, ("nasta", "spara"));
            left.ExceptWith(here.Keys);
        }

        if (left.Count > 0)
        {
            throw new InvalidOperationException($"{address} has no place for {string.Join(", ", left)}.");
        }
    }

    private static Dictionary<string, string> Decision(DecisionMade decision) => new()
    {
        ["beslutsform"] = decision.ByDelegation ? "delegation" : "sammantrade",
        ["datum"] = decision.Date,
        ["paragraf"] = decision.Paragraph ?? "",
        ["diarienummer"] = decision.DiaryNumber ?? "",
        ["ansvarig"] = decision.Responsible,
    };

    /// <summary>Somebody who answers for two bodies has two links in a reminder: the one that leads to the right body is taken.</summary>
    public static async Task<string> LinkAsync(Host host, string email, string body, Browser browser)
    {
        var seen = new List<string>();
        foreach (var mail in (await host.MailAsync(email)).OrderByDescending(m => m.SentAt))
        {
            foreach (var link in new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a[href*='/l/']").Select(a => new Uri(a.GetAttribute("href")!).AbsolutePath))
            {
                var page = await browser.OpenAsync(link);
                if (page.Document.QuerySelector("form")?.GetAttribute("data-body") == body)
                {
                    return link;
                }

                seen.Add($"{page.Document.Title} ({page.Document.QuerySelector("form")?.GetAttribute("data-body")})");
            }
        }

        throw new InvalidOperationException($"No mail to {email} leads to {body}; of {(await host.MailAsync()).Count} mails, those to it lead to: {string.Join(", ", seen)}.");
    }
}
