using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>The managers' survey: as many of one body as their answers may be shown of, and of two others fewer.</summary>
public sealed partial class Walk
{
    private const string Surveyed = "valnamnden";

    /// <summary>Each body that is hidden, and how many of its five managers answer.</summary>
    private static readonly (string Body, int Answers)[] _small = [("kulturnamnden", 2), ("fritidsnamnden", 3)];

    /// <summary>Chooses the step with this number in every question, and writes in the text.</summary>
    private const string Answer = """
        ([step, text]) => {
          document.querySelectorAll('.choice').forEach(c => c.querySelectorAll('input[type=radio]')[step].click());
          document.querySelector('textarea').value = text;
        }
        """;

    /// <summary>Table and body → what its row shows after the body's name.</summary>
    private const string ReadRows = """
        () => JSON.stringify(Object.fromEntries([...document.querySelectorAll('tr[data-body]')].map(row => [
          `${row.closest('table').id || row.closest('table').dataset.question} ${row.dataset.body}`,
          [...row.cells].slice(1).map(cell => cell.innerText.trim()),
        ])))
        """;

    /// <summary>What the survey's page shows when it has closed: table and body → the row's cells.</summary>
    public IReadOnlyDictionary<string, string[]> SurveyRows { get; private set; } = null!;

    /// <summary>The texts on the survey's page, on the page of the body that is shown, and on that of one that is hidden.</summary>
    public IReadOnlyList<IReadOnlyList<string>> SurveyTexts { get; private set; } = null!;

    private async Task SurveyAsync()
    {
        await _office.GotoAsync(Kansli($"/enkat/{Surveyed}"));
        await _office.LeaveAsync(() => _office.GetByRole(AriaRole.Button, new() { Name = "Skapa en ny öppen länk" }).ClickAsync());
        var link = (await _office.Locator("main a[href*='/enkat/']").Last.GetAttributeAsync("href"))!;
        var manager = await OpenAsync();
        for (var answer = 0; answer < 5; answer++)
        {
            await AnswerSurveyAsync(manager, link, answer < 3 ? 0 : 1, "Vi pratar om det på arbetsplatsträffen.");
        }

        foreach (var (body, _) in _small)
        {
            await _office.GotoAsync(Kansli($"/enkat/{body}"));
            var file = $"e-post\r\n{string.Join("\r\n", Enumerable.Range(1, 5).Select(m => Manager(body, m)))}";
            await _office.Locator("#fil")
                .SetInputFilesAsync(new FilePayload { Name = "chefer.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
            await _office.LeaveAsync(() => _office.GetByRole(AriaRole.Button, new() { Name = "Ladda upp" }).ClickAsync());
        }

        await StayAsync(_office, "enkät: adresser");
        await _office.GotoAsync(Kansli("/enkat"));
        await PressAsync(_office, "enkät: inbjudningar", "Skicka inbjudningar");
        await Site.RestAsync();
        foreach (var (body, answers) in _small)
        {
            for (var answer = 1; answer <= answers; answer++)
            {
                await AnswerSurveyAsync(manager, await Site.SurveyLinkToAsync(Manager(body, answer)), 0, answer == 1 ? $"En chef i {body}." : "");
            }
        }
    }

    private static string Manager(string body, int number) => $"{body}.{number}@malmo.example";

    private static async Task AnswerSurveyAsync(IPage manager, string link, int step, string text)
    {
        await manager.GotoAsync(link);
        await manager.Locator("#person").CheckAsync();
        await manager.LeaveAsync(() => manager.GetByRole(AriaRole.Button, new() { Name = "Till frågorna" }).ClickAsync());
        await manager.EvaluateAsync(Answer, new object[] { step, text });
        await manager.LeaveAsync(() => manager.GetByRole(AriaRole.Button, new() { Name = "Skicka in svaret" }).ClickAsync());
    }

    private async Task SurveyResultAsync()
    {
        await VisitAsync(_stranger, "enkät: stängd", $"/enkat/{Browser.Tests.Site.Year}/{Surveyed}");
        await VisitAsync(_office, "enkät: resultat", Kansli("/enkat"));
        SurveyRows = JsonSerializer.Deserialize<Dictionary<string, string[]>>(await _office.EvaluateAsync<string>(ReadRows))!;
        var texts = await TextsAsync();
        await VisitAsync(_office, "enkät: en nämnds resultat", Kansli($"/enkat/{Surveyed}"));
        var own = await TextsAsync();
        await VisitAsync(_office, "enkät: en dold nämnds resultat", Kansli($"/enkat/{_small[0].Body}"));
        SurveyTexts = [texts, own, await TextsAsync()];

        async Task<IReadOnlyList<string>> TextsAsync() => await _office.Locator("main li").AllInnerTextsAsync();
    }
}
