using System.Text;
using AngleSharp.Html.Parser;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Demo;

/// <summary>
/// The managers of every body, who are asked the anonymous survey. They are made up: no document says how many they are or what each answered.
/// </summary>
internal sealed class ManagersAnswering
{
    /// <summary>For each question in turn, the steps that ten managers choose, by their place on the scale. Most of them are content.</summary>
    private static readonly string[] Choices = ["0101201103", "1010211012", "0121401213", "1012101120", "1012110312", "0010102014"];

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    private readonly SurveyPlan _plan;
    private readonly Form _form;
    private readonly Uri _site;

    public ManagersAnswering(CityContent city, YearContent year, Uri site)
    {
        (_plan, _form, _site) = (year.Plan.Survey!, year.Form(year.Plan.Survey!.Form), site);
        var asked = city.Bodies.Where(_form.IsFor).ToArray();
        Open = [.. asked.Where(b => _plan.OpenLinks.Contains(b.Id))];
        var coded = asked.Except(Open).ToArray();
        Lists = [.. coded.Select((b, i) => (b, Emails(b, NumberOf(i, coded.Length))))];

        IReadOnlyList<string> Emails(Body body, int managers) =>
            [.. Enumerable.Range(1, managers).Select(m => $"chef{m}.{body.Id}@{city.Facts.MailDomains[0]}")];
    }

    /// <summary>Bodies whose managers get a code each, and their addresses.</summary>
    public IReadOnlyList<(Body Body, IReadOnlyList<string> Emails)> Lists { get; }

    /// <summary>Bodies whose managers all have one link.</summary>
    public IReadOnlyList<Body> Open { get; }

    /// <summary>A list of addresses as a spreadsheet saves it.</summary>
    public static byte[] Csv(IReadOnlyList<string> emails) =>
        Encoding.UTF8.GetBytes($"Namn;E-post\r\n{string.Concat(emails.Select((e, i) => $"Chef {i + 1};{e}\r\n"))}");

    /// <summary>Three in four of those who have a code answer by the link in their mail, and six by each open link. Returns how many answered.</summary>
    public async Task<int> AnswerAsync(Host host, IReadOnlyList<string> openLinks)
    {
        var links = (await host.MailAsync()).Where(m => m.Html.Contains("/enkat/", StringComparison.Ordinal)).ToDictionary(m => m.To[0], LinkIn);
        var withCode = Lists.SelectMany(l => l.Emails).Where((_, i) => i % 4 != 3).Select(e => links[e]);
        string[] answering = [.. withCode, .. openLinks.SelectMany(l => Enumerable.Repeat(l, 6))];
        await Parallel.ForEachAsync(answering.Index(), AtOnce, async (manager, _) => await AnswerAsync(manager.Item, manager.Index));
        return answering.Length;
    }

    /// <summary>The link to the survey in a mail.</summary>
    public static string LinkIn(ReadMail mail) =>
        new Uri(new HtmlParser().ParseDocument(mail.Html).QuerySelector("a[href*='/enkat/']")!.GetAttribute("href")!).AbsolutePath;

    /// <summary>Six to eight, which is enough for a demo; the last two bodies are small, and are counted together.</summary>
    private static int NumberOf(int body, int bodies) => body >= bodies - 2 ? 4 : 6 + (body % 3);

    private async Task AnswerAsync(string link, int manager)
    {
        using var browser = new Browser(_site);
        var questions = await browser.SubmitAsync(await browser.OpenAsync(link), new Dictionary<string, string> { ["person"] = "ja" });
        await browser.SubmitAsync(questions, _form.Sections.SelectMany(s => s.Questions).Index()
            .Where(q => _form.ScaleOf(q.Item) is not null && manager % 13 != q.Index)
            .ToDictionary(q => $"q.{q.Item.Key}", q => _form.ScaleOf(q.Item)!.Steps[Choices[q.Index % Choices.Length][manager * 3 % 10] - '0'].Value));
    }
}
