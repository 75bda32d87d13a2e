using Arshjulet.Documents;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Years;

namespace Arshjulet.Demo;

/// <summary>The KSAU secretary: uploads instructions, registers decisions, compiles, downloads the files.</summary>
internal sealed class Secretary(Uri site, int year) : IDisposable
{
    private readonly Browser _browser = new(site);

    public async Task SignInAsync()
    {
        var page = await _browser.OpenAsync($"/kansli/{year}");
        var secretary = new Dictionary<string, string> { ["namn"] = "Nämndsekreteraren", ["roll"] = nameof(Functions.Access.OfficeRole.Secretary) };
        await _browser.SubmitAsync(page, secretary, form: "form");
    }

    /// <summary>Uploads the office's instruction for each form, as Word.</summary>
    public async Task InstructAsync(string folder, IEnumerable<(string Form, string Title)> forms)
    {
        foreach (var (form, title) in forms)
        {
            var markdown = await File.ReadAllTextAsync(Path.Combine(folder, $"{form}.md"));
            var file = MarkdownDocument.Create($"Anvisning {title}.docx", $"Anvisning: {title}", markdown);
            await _browser.UploadAsync($"/kansli/{year}/anvisningar/{form}", "fil", file.Name, file.ContentType, file.Content);
        }
    }

    public async Task DecideAsync(DateOnly date, string paragraph)
    {
        var page = await _browser.OpenAsync($"/kansli/{year}/beslut");
        await _browser.SubmitAsync(page, Meeting(date, paragraph), form: $"form[action='/kansli/{year}/beslut']");
    }

    /// <summary>Uploads the lists of managers, makes the open links, and has the invitations sent. Returns the open links.</summary>
    public async Task<IReadOnlyList<string>> InviteManagersAsync(IReadOnlyList<(Body Body, IReadOnlyList<string> Emails)> lists, IReadOnlyList<Body> open)
    {
        var survey = $"/kansli/{year}/enkat";
        var nothing = new Dictionary<string, string>();
        await Parallel.ForEachAsync(lists, async (list, _) =>
        {
            var (body, emails) = list;
            await _browser.UploadAsync($"{survey}/{body.Id}/adresser", "fil", $"{body.Id}.csv", "text/csv", ManagersAnswering.Csv(emails));
        });
        var links = new List<string>();
        foreach (var body in open)
        {
            var page = await _browser.SubmitAsync(await _browser.OpenAsync($"{survey}/{body.Id}"), nothing, form: "form[action$='/lank']");
            links.Add(new Uri(page.Document.QuerySelector("main [role=status] a")!.GetAttribute("href")!).AbsolutePath);
        }

        await _browser.SubmitAsync(await _browser.OpenAsync(survey), nothing, ("slag", "inbjudan"), $"form[action='{survey}']");
        return links;
    }

    /// <summary>Compiles and waits for the version to be published; returns the addresses of its files.</summary>
    public async Task<IReadOnlyList<string>> CompileAsync(Host host)
    {
        await _browser.SubmitAsync(await _browser.OpenAsync($"/kansli/{year}/sammanstallningar"), new Dictionary<string, string>());
        await host.RestAsync();
        var page = await _browser.OpenAsync($"/kansli/{year}/sammanstallningar");
        var section = page.Document.QuerySelector("main section") ?? throw new InvalidOperationException("There is no version on the page.");
        return section.QuerySelector(".ds-alert") is { } failed
            ? throw new InvalidOperationException($"The compile stopped: {failed.TextContent}")
            : [.. section.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")!)];
    }

    public async Task<string> SaveAsync(string address, string folder)
    {
        var path = Path.Combine(folder, Uri.UnescapeDataString(address[(address.LastIndexOf('/') + 1)..]));
        await File.WriteAllBytesAsync(path, await _browser.DownloadAsync(address));
        return path;
    }

    public async Task RegisterAsync(Decider decider, DateOnly date, string paragraph)
    {
        var page = await _browser.OpenAsync($"/kansli/{year}/sammantraden");
        if (page.Document.QuerySelector("input[name=beslutare]")?.GetAttribute("value") != decider.ToString())
        {
            throw new InvalidOperationException($"The page does not wait for {decider}.");
        }

        await _browser.SubmitAsync(page, Meeting(date, paragraph));
    }

    /// <summary>The follow-ups in the draft of a later year.</summary>
    public async Task<IReadOnlyList<string>> DraftAsync(int later) =>
        [.. (await _browser.OpenAsync($"/kansli/{later}")).Document.QuerySelectorAll("main li").Select(li => li.TextContent.Trim())];

    public void Dispose() => _browser.Dispose();

    private static Dictionary<string, string> Meeting(DateOnly date, string paragraph) =>
        new() { ["datum"] = Model.Figures.Swedish.Date(date), ["paragraf"] = paragraph };
}
