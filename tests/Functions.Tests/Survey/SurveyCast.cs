using System.Text;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Model.Survey;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>The office and the managers of a survey, and what they do with it.</summary>
internal static class SurveyCast
{
    public const string City = "content/malmo";

    public static readonly (string, string)[] Answer =
    [
        ("q.info-system", "fullstandig"), ("q.latt-lokaler", "instammer-delvis"), ("q.vet-vart", "-"),
        ("q.forslag", "En enda lista."),
    ];

    public static CancellationToken Now => TestContext.Current.CancellationToken;

    public static BodySurvey At(string body) => new(2024, body);

    /// <summary>KS has decided, so mail may go out; the year itself has not begun.</summary>
    public static async Task<Browser> SurveyOfficeAsync(this RunningSite site)
    {
        var office = await site.OfficeAsync();
        await office.PostAsync("/kansli/2024/beslut", ("datum", "2024-09-04"), ("paragraf", "212"), ("granskning", "ai"));
        return office;
    }

    public static Task<Page> UploadAddressesAsync(this Browser office, string body, params string[] lines) =>
        office.UploadAsync($"/kansli/2024/enkat/{body}/adresser", "chefer.csv", Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), "text/csv");

    public static Task<Page> MailSurveyAsync(this Browser office, string kind = "inbjudan") => office.PostAsync("/kansli/2024/enkat", ("slag", kind));

    /// <summary>The survey links that an address was sent, newest first.</summary>
    public static async Task<IReadOnlyList<string>> SurveyLinksAsync(this RunningSite site, string to) =>
        [
            .. (await site.MailAsync(to)).SelectMany(m => Browser.Parse(m.Html).QuerySelectorAll("a[href*='/enkat/']"))
                .Select(a => new Uri(a.GetAttribute("href")!).AbsolutePath),
        ];

    /// <summary>An address file with these, and as many others as it takes for the body to be counted for itself.</summary>
    public static string[] File(params string[] emails) =>
        ["e-post", .. emails, .. Enumerable.Range(1, Math.Max(0, 5 - emails.Length)).Select(i => $"annan{i}@malmo.example")];

    /// <summary>A manager with a code who has come to the questions.</summary>
    public static async Task<(Browser Browser, string Link)> ManagerAsync(
        this RunningSite site,
        string body = "kulturnamnden",
        string email = "chef@malmo.example")
    {
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync(body, File(email));
        await office.MailSurveyAsync();
        var link = Assert.Single(await site.SurveyLinksAsync(email));
        var browser = site.Open();
        await browser.PostAsync(link, ("person", "ja"));
        return (browser, link);
    }

    /// <summary>Answers as if so many managers had sent the same.</summary>
    public static Task AnswerAsync(this RunningSite site, string body, int managers, string step = "fullstandig", string? text = null) =>
        Task.WhenAll(
            Enumerable.Range(0, managers)
                .Select(async _ => Assert.True(await AnswerAsync(site.Get<SurveyCodes>(), site.Get<SurveyStore>(), body, step, text))));

    public static async Task<bool> AnswerAsync(SurveyCodes codes, SurveyStore store, string body, string step, string? text = null) =>
        await store.CountAsync((await codes.FindAsync(At(body), await codes.AddAsync(At(body), Now), Now))!, Sent(step, text));

    public static SurveyAnswer Sent(string step, string? text = null) =>
        new(
            new Dictionary<string, string> { ["info-system"] = step },
            text is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["forslag"] = text });

    public static async Task<SurveySums> SumsAsync(this RunningSite site, string body) =>
        (await site.Get<SurveyStore>().SumsAsync(2024, Now)).GetValueOrDefault(body, SurveySums.None);
}
