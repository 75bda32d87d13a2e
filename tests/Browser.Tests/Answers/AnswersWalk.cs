using Microsoft.Playwright;
using Xunit;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>A walk past what the way from link to receipt has beside the straight one: lost links, colleagues, attachments, versions, the survey.</summary>
public sealed class AnswersWalk(BrowserFixture browser) : Walking(browser), IAsyncLifetime
{
    private const string Body = "kulturnamnden";
    private const string Open = "valnamnden";
    private static readonly string Start = $"/svar/{Browser.Tests.Site.Year}/{Body}";

    /// <summary>A file that is more than one request may hold.</summary>
    private const string ChooseTooMuch = """
        field => {
          const chosen = new DataTransfer();
          chosen.items.add(new File([new Uint8Array(31_000_000)], 'Alla rutiner.pdf'));
          field.files = chosen.files;
        }
        """;

    private IPage _office = null!;
    private IPage _respondent = null!;

    private string Form => $"{Start}/{Site.Content.Plan.Reviews[^1].Form}";

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await Site.DistributeAsync();
        _office = await OpenAsync();
        await Browser.Tests.Site.SignInAsync(_office, "Secretary");
        _respondent = await OpenAsync(scripts: false);
        await StartAnsweringAsync(_respondent, await Site.LinkOfAsync(Body));
        await ColleagueAsync();
        await AttachAsync();
        await HandInAsync();
        await VersionsAsync();
        await LinksAsync();
        await SurveyAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ColleagueAsync()
    {
        await _respondent.GetByLabel("Kollegans e-postadress").FillAsync("kim@annanstans.example");
        await PressAsync(_respondent, "kollega med fel", "Skicka en länk");
        await _respondent.GetByLabel("Kollegans e-postadress").FillAsync("kim@malmo.example");
        await PressAsync(_respondent, "nämndens översikt med kollega", "Skicka en länk");
        await Site.RestAsync();
        var link = await Site.LinkToAsync("kim@malmo.example");
        var colleague = await OpenAsync();
        await StartAnsweringAsync(colleague, link);
        await VisitAsync(colleague, "kollegans översikt", Start);
        await VisitAsync(colleague, "kollegan kan inte lämna in", $"{Form}/kontrollera");
        await _respondent.LeaveAsync(() => _respondent.GetByRole(AriaRole.Button, new() { Name = "Återkalla länken" }).ClickAsync());
        await VisitAsync(colleague, "återkallad länk", link);
    }

    private async Task AttachAsync()
    {
        await VisitAsync(_respondent, "bilagor tomma", $"{Form}/bilagor");
        await ChooseAsync("rutin.pdf", "inte en pdf");
        await PressAsync(_respondent, "bilagor med fel", "Lägg till filerna");
        await ChooseAsync("Rutin för avslut.pdf", "%PDF-1.7\n%%EOF\n");
        await PressAsync(_respondent, "bilagor", "Lägg till filerna");
        await _respondent.Locator("#fil").EvaluateAsync(ChooseTooMuch);
        await PressAsync(_respondent, "bilagor, för mycket på en gång", "Lägg till filerna");
    }

    private Task ChooseAsync(string name, string content) => _respondent.Locator("#fil").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "application/pdf", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });

    private async Task HandInAsync()
    {
        await VisitAsync(_respondent, "formulär med bilaga", Form);
        foreach (var question in await _respondent.Locator(".choice").AllAsync())
        {
            await question.Locator("label").First.ClickAsync();
        }

        // Known, but not written down: that is asked about.
        await _respondent.Locator("[name='q.system-rutiner']").Last.CheckAsync();
        foreach (var text in await _respondent.Locator("textarea[name^='q.']").AllAsync())
        {
            await text.FillAsync("# Rubrik\n\n- Vi har gått igenom det.");
        }

        await PressAsync(_respondent, "kontrollera med frågor", "Spara och kontrollera");
        await DecideAsync();
        await PressAsync(_respondent, "kvitto med bilaga", "Lämna in", exact: false);
    }

    private async Task DecideAsync()
    {
        await _respondent.GetByLabel("På delegation").CheckAsync();
        await _respondent.GetByLabel("Beslutsdatum").FillAsync("2024-09-13");
        await _respondent.GetByLabel("Vem svarar för innehållet?").FillAsync("kulturdirektör");
    }

    private async Task VersionsAsync()
    {
        await PressAsync(_respondent, "öppnat igen", "Öppna svaret igen");
        await _respondent.GotoAsync(Form);
        await _respondent.Locator("[name='q.system-rutiner']").First.CheckAsync();
        await _respondent.LeaveAsync(() => _respondent.GetByRole(AriaRole.Button, new() { Name = "Spara och kontrollera" }).ClickAsync());
        await DecideAsync();
        await PressAsync(_respondent, "kvitto för version 2", "Lämna in", exact: false);
        await VisitAsync(_respondent, "versioner", $"{Form}/versioner");
        await PressAsync(_respondent, "versioner jämförda", "Jämför");
        await Site.RestAsync();
        await VisitAsync(_office, "kansli: versioner", Kansli($"/svar/{Body}/{Site.Content.Plan.Reviews[^1].Form}/versioner"));
    }

    private async Task LinksAsync()
    {
        var stranger = await OpenAsync();
        await VisitAsync(stranger, "borttappad länk", "/lank");
        await stranger.EvaluateAsync("() => document.querySelector('main form').noValidate = true");
        await PressAsync(stranger, "borttappad länk med fel", "Skicka en ny länk");
        await stranger.GetByLabel("Din e-postadress i arbetet").FillAsync("ingen@malmo.example");
        await PressAsync(stranger, "länk begärd", "Skicka en ny länk");

        var old = await Site.LinkOfAsync(Body);
        await _office.GotoAsync(Kansli($"/svar/{Body}"));
        await _office.LeaveAsync(() => _office.GetByRole(AriaRole.Button, new() { Name = "Byt länk" }).First.ClickAsync());
        await Site.RestAsync();
        await VisitAsync(stranger, "utbytt länk", old);
        await PressAsync(stranger, "utbytt länk med fel", "Skicka den nya länken");
        await stranger.Locator("#person").CheckAsync();
        await PressAsync(stranger, "utbytt länk skickad", "Skicka den nya länken");
    }

    private async Task SurveyAsync()
    {
        await VisitAsync(_office, "enkät: kansliet", Kansli("/enkat"));
        await VisitAsync(_office, "enkät: en nämnd", Kansli($"/enkat/{Body}"));
        await PressAsync(_office, "enkät: adresser med fel", "Ladda upp");
        await _office.GotoAsync(Kansli($"/enkat/{Open}"));
        await PressAsync(_office, "enkät: öppen länk", "Skapa en ny öppen länk");
        var link = (await _office.Locator("main a[href*='/enkat/']").Last.GetAttributeAsync("href"))!;
        await PressAsync(_office, "enkät: öppen länk med fel", "Skapa en ny öppen länk");

        var manager = await OpenAsync();
        await VisitAsync(manager, "enkät: start", link);
        await PressAsync(manager, "enkät: start med fel", "Till frågorna");
        await manager.Locator("#person").CheckAsync();
        await PressAsync(manager, "enkät: frågor", "Till frågorna");
        await PressAsync(manager, "enkät: frågor med fel", "Skicka in svaret");
        await manager.Locator(".choice label").First.ClickAsync();
        await PressAsync(manager, "enkät: tack", "Skicka in svaret");
        await VisitAsync(manager, "enkät: koden är använd", $"/enkat/{Browser.Tests.Site.Year}/{Open}");

        var forgetful = await OpenAsync();
        await forgetful.GotoAsync(link);
        await forgetful.Locator("#person").CheckAsync();
        await forgetful.LeaveAsync(() => forgetful.GetByRole(AriaRole.Button, new() { Name = "Till frågorna" }).ClickAsync());
        await forgetful.Locator(".choice label").First.ClickAsync();
        await forgetful.Context.ClearCookiesAsync();
        await PressAsync(forgetful, "enkät: kakan är borta", "Skicka in svaret");
    }
}
