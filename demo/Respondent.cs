using AngleSharp.Dom;
using AngleSharp.Html.Dom;
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
            var check = await AnswerAsync(browser, $"{start.Address.AbsolutePath}/{form}", BodyAnswers.Fields(given));
            await browser.SubmitAsync(check, Decision(answers.Decision!));
        }
    }

    /// <summary>Fills in the form's own page and then each item's page, in the order that the buttons lead. Returns the check page.</summary>
    private static async Task<Page> AnswerAsync(Browser browser, string address, Dictionary<string, string> fields)
    {
        var page = await browser.OpenAsync(address);
        var left = fields.Keys.ToHashSet();
        if (page.Document.QuerySelector($"main li a[href^='{address}/objekt/']")?.GetAttribute("href") is { } first)
        {
            await FillAsync("button[value=spara]");
            page = await browser.OpenAsync(first);
            while (page.Address.AbsolutePath.StartsWith($"{address}/objekt/", StringComparison.Ordinal))
            {
                page = await FillAsync();
            }
        }
        else
        {
            page = await FillAsync();
        }

        return left.Count == 0 && page.Address.AbsolutePath == $"{address}/kontrollera"
            ? page
            : throw new InvalidOperationException($"{address} leads to {page.Address.AbsolutePath}, and has no place for {string.Join(", ", left)}.");

        // The first button leads to the next page.
        Task<Page> FillAsync(string pressed = "button")
        {
            var here = fields.Where(f => page.Document.QuerySelector($"main [name='{f.Key}']") is not null).ToDictionary();
            left.ExceptWith(here.Keys);
            return browser.SubmitAsync(page, here, ("nasta", page.Document.QuerySelector<IHtmlButtonElement>($"main {pressed}[name=nasta]")!.Value));
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

    /// <summary>A contact of two bodies has two links in a reminder; the one that leads to the right body is returned.</summary>
    public static async Task<string> LinkAsync(Host host, string email, string body, Browser browser)
    {
        var seen = new List<string>();
        foreach (var mail in (await host.MailAsync(email)).OrderByDescending(m => m.SentAt))
        {
            var anchors = new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a[href*='/l/']");
            foreach (var link in anchors.Select(a => new Uri(a.GetAttribute("href")!).AbsolutePath))
            {
                var page = await browser.OpenAsync(link);
                if (page.Document.QuerySelector("form")?.GetAttribute("data-body") == body)
                {
                    return link;
                }

                seen.Add($"{page.Document.Title} ({page.Document.QuerySelector("form")?.GetAttribute("data-body")})");
            }
        }

        var mails = (await host.LinesAsync()).Count;
        throw new InvalidOperationException($"No mail to {email} leads to {body}; of {mails} mails, those to it lead to: {string.Join(", ", seen)}.");
    }
}
