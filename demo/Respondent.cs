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
            var address = $"{start.Address.AbsolutePath}/{form}";
            var check = await browser.SubmitAsync(await browser.OpenAsync(address), BodyAnswers.Fields(given), ("nasta", "kontrollera"));
            await browser.SubmitAsync(check, Decision(answers.Decision!));
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
        foreach (var mail in (await host.MailAsync(email)).OrderByDescending(m => m.SentAt))
        {
            foreach (var link in new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a[href*='/l/']").Select(a => new Uri(a.GetAttribute("href")!).AbsolutePath))
            {
                var page = await browser.OpenAsync(link);
                if (page.Document.QuerySelector("form")?.GetAttribute("data-body") == body)
                {
                    return link;
                }
            }
        }

        throw new InvalidOperationException($"No mail to {email} leads to {body}.");
    }
}
