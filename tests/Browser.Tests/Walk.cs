using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Years;
using Microsoft.Playwright;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>A walk through a whole year, past every page in every state that it has; each is looked at once.</summary>
public sealed partial class Walk(BrowserFixture browser) : Walking(browser), IAsyncLifetime
{
    private const string ChooseFirst = "() => document.querySelectorAll('.choice').forEach(c => c.querySelector('input[type=radio]').click())";

    /// <summary>One character more than a field of a form may hold.</summary>
    private const int TooLong = 4_194_305;

    /// <summary>Posts a form that no page has, with a text of this length in it.</summary>
    private const string Post = """
        ([enctype, length]) => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action: '/lank', enctype, hidden: true });
          form.append(Object.assign(document.createElement('input'), { name: 'text', value: 'x'.repeat(length) }));
          document.body.append(form);
          form.submit();
        }
        """;

    private IPage _stranger = null!;
    private IPage _office = null!;
    private IPage _respondent = null!;
    private IPage _expert = null!;
    private string _answers = null!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        _stranger = await OpenAsync();
        _office = await OpenAsync();
        // The form's own scripts don't reach this one: with them answers save themselves and nothing is left to the button (WritingTests has that side).
        _respondent = await OpenAsync(scripts: false);
        await StrangerAsync();
        await DecideAsync();
        await LocalHostAsync();
        await EnterAsync();
        await AnswerOneByOneAsync();
        await AnswerAsync();
        await SubmitAsync();
        await SurveyAsync();
        await CompileAsync();
        await SettleAsync();
        await ClosedAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StrangerAsync()
    {
        await VisitAsync(_stranger, "sidan finns inte", "/finns-inte");
        await VisitAsync(_stranger, "okänd länk", "/l/finns-inte");
        await ActAsync(_stranger, "formuläret gick inte att läsa", () => _stranger.EvaluateAsync(Post, new object[] { "text/plain", 0 }));
        await ActAsync(
            _stranger,
            "för mycket i ett formulär",
            () => _stranger.EvaluateAsync(Post, new object[] { "application/x-www-form-urlencoded", TooLong }));
        await OtherSiteAsync();
        await VisitAsync(_stranger, "utan kaka", $"/svar/{Browser.Tests.Site.Year}/kulturnamnden");
        await VisitAsync(_stranger, "tillgänglighetsredogörelse", "/tillganglighet");
        await VisitAsync(_stranger, "lokalt: logga in", "/kansli");
        await Browser.Tests.Site.SignInAsync(_stranger, "Reader");
        await VisitAsync(_stranger, "utan behörighet", Kansli("/logg"));
    }

    private async Task DecideAsync()
    {
        await Browser.Tests.Site.SignInAsync(_office, "Secretary");
        await VisitAsync(_office, "åren", "/kansli");
        await VisitAsync(_office, "året som utkast", Kansli());
        await VisitAsync(_office, "beslut före", Kansli("/beslut"));
        await PressAsync(_office, "beslut med fel", "Registrera beslutet och starta året");
        await VisitAsync(_stranger, "beslut för läsare", Kansli("/beslut"));
        await _office.GetByLabel("Datum för kommunstyrelsens beslut").FillAsync("2024-09-04");
        await _office.GetByLabel("Paragraf", new() { Exact = true }).FillAsync("212");
        foreach (var review in await _office.Locator("[name=granskning]").AllAsync())
        {
            await review.CheckAsync();
        }

        await PressAsync(_office, "året är beslutat", "Registrera beslutet och starta året");
        await VisitAsync(_office, "beslut efter", Kansli("/beslut"));
        await Site.MoveToAsync(Site.Content.Plan.Dates.Distribution.Date);
        await Site.RestAsync();
        await VisitAsync(_office, "året samlar in", Kansli());
    }

    private async Task LocalHostAsync()
    {
        await VisitAsync(_office, "lokalt", "/lokalt");
        await VisitAsync(_office, "lokalt: klocka", "/lokalt/klocka");
        await VisitAsync(_office, "lokalt: köer", "/lokalt/koer");
        await VisitAsync(_office, "lokalt: orkestreringar", "/lokalt/orkestreringar");
        await VisitAsync(_office, "lokalt: orkestrering", $"/lokalt/orkestrering?id=year-{Browser.Tests.Site.Year}");
        await VisitAsync(_office, "lokalt: inkorg", "/lokalt/inkorg");
        await _office.GotoAsync($"/lokalt/inkorg?till={Site.City.Body("kulturnamnden").Contacts[0].Email}");
        await FollowAsync(_office, "lokalt: mejl", _office.Locator("main a[href*='/inkorg/']").First);
    }

    private async Task EnterAsync()
    {
        await VisitAsync(_respondent, "länken", await Site.LinkOfAsync("kulturnamnden"));
        await PressAsync(_respondent, "länken med fel", "Börja svara");
        await _respondent.Locator("#person").CheckAsync();
        await PressAsync(_respondent, "nämndens översikt", "Börja svara");
    }

    /// <summary>A form that asks about things one by one: on their pages, and by a file.</summary>
    private async Task AnswerOneByOneAsync()
    {
        var body = Site.City.Body("kulturnamnden");
        var form = Site.Content.Plan.Reviews.Select(r => Site.Content.Form(r.Form)).First(f => f.ItemsOf(body).Count > 1);
        var start = new Uri(_respondent.Url).AbsolutePath;
        await VisitAsync(_respondent, "formulär med objekt", $"{start}/{form.Key}");
        await FollowAsync(_respondent, "ett objekt", _respondent.Locator(".item-list a").First);
        await _respondent.Locator(".choice-option label").First.ClickAsync();
        await _respondent.Locator("[name^='u.']").First.FillAsync("exempel.se");
        await PressAsync(_respondent, "ett objekt med fel", "Spara");
        await _respondent.Locator("[name^='u.']").First.FillAsync("https://exempel.se/rapport");
        await PressAsync(_respondent, "nästa objekt", "Spara och gå till", exact: false);
        await ExpertAsync(form.Key);
        await VisitAsync(_respondent, "Excelfil", $"{start}/{form.Key}/excel");
        await PressAsync(_respondent, "Excelfil med fel", "Visa vad som ändras");
        var question = form.QuestionsFor(body).Last(q => q.Evidence);
        var filled = new Answer
        {
            Question = question.Key,
            Value = form.ScaleOf(question)!.Steps[0].Value,
            Comment = "Två rader\ni en cell",
            Evidence = "https://exempel.se/film",
            By = "",
            At = default,
        };
        var file = ProtocolTemplate.Create(new ProtocolInput
        {
            Year = Browser.Tests.Site.Year,
            Form = form,
            Bodies = [body],
            Name = body.Name,
            Answers = new Dictionary<string, Answer> { [question.Key] = filled },
            Sender = "",
        });
        foreach (var (page, state) in new[] { (_respondent, "Excelfil, ändringar"), (_expert, "sakkunnig: Excelfil, ändringar") })
        {
            await page.Locator("#fil").SetInputFilesAsync(new FilePayload { Name = file.Name, MimeType = file.ContentType, Buffer = file.Content });
            await PressAsync(page, state, "Visa vad som ändras");
        }

        await PressAsync(_respondent, "formulär efter Excelfil", "Spara ändringarna");
        await _respondent.GotoAsync(start);
    }

    private async Task AnswerAsync()
    {
        await FollowAsync(_respondent, "formulär tomt", _respondent.Locator("h2 a").First);
        _answers = new Uri(_respondent.Url).AbsolutePath;
        await _respondent.Locator(".choice-option label").First.ClickAsync();
        await _respondent.Locator("textarea").First.FillAsync("Ansvaret står i delegationsordningen.\nDen sågs över i våras.");
        await PressAsync(_respondent, "formulär halvt", "Spara");
        await ConflictAsync();
        await _respondent.Locator("textarea").First.FillAsync(new string('x', Model.Forms.Question.MaxTextLength + 1));
        await PressAsync(_respondent, "formulär med fel", "Spara");
        await _respondent.Locator("textarea").First.FillAsync("");
        await PressAsync(_respondent, "kontrollera halvt", "Spara och kontrollera");
    }

    private async Task SubmitAsync()
    {
        await PressAsync(_respondent, "kontrollera med fel", "Lämna in", exact: false);
        await _respondent.GotoAsync(_answers);
        await _respondent.EvaluateAsync(ChooseFirst);
        await PressAsync(_respondent, "kontrollera färdigt", "Spara och kontrollera");
        await DecideOwnAsync();
        await PressAsync(_respondent, "kvitto", "Lämna in", exact: false);
        await VisitAsync(_respondent, "nämndens översikt, inlämnat", $"/svar/{Browser.Tests.Site.Year}/kulturnamnden");
        await Site.RestAsync();
        await VisitAsync(_office, "en nämnd", Kansli("/svar/kulturnamnden"));
        await FollowAsync(_office, "ett inlämnat svar", _office.Locator(".ds-card a").First);
        await VisitAsync(_office, "mejlen", Kansli("/mejl"));
        await VisitAsync(_office, "loggen", Kansli("/logg"));
        await VisitAsync(_office, "nämndens logg", Kansli("/logg/kulturnamnden"));
        await VisitAsync(_office, "sammanträden före", Kansli("/sammantraden"));
    }

    private async Task DecideOwnAsync()
    {
        await _respondent.GetByLabel("På delegation").CheckAsync();
        await _respondent.GetByLabel("Beslutsdatum").FillAsync("2024-09-13");
        await _respondent.GetByLabel("Vem svarar för innehållet?").FillAsync("kulturdirektör");
    }

    /// <summary>Another form, without looking.</summary>
    private async Task HandInAsync(string form)
    {
        await _respondent.GotoAsync($"/svar/{Browser.Tests.Site.Year}/kulturnamnden/{form}");
        await _respondent.EvaluateAsync(ChooseFirst);
        foreach (var text in await _respondent.Locator("textarea").AllAsync())
        {
            await text.FillAsync("Vi har gått igenom det.");
        }

        await _respondent.GetByRole(AriaRole.Button, new() { Name = "Spara och kontrollera" }).ClickAsync();
        await DecideOwnAsync();
        await _respondent.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Lämna in" }).ClickAsync();
        await Assertions.Expect(_respondent.Locator("h1")).ToContainTextAsync("Inlämnat");
        await Site.RestAsync();
    }

    private async Task CompileAsync()
    {
        await Site.MoveToAsync(Site.Content.Plan.Dates.Deadline.Date.AddDays(3));
        await SurveyResultAsync();
        await VisitAsync(_office, "året efter sista dagen", Kansli());
        await VisitAsync(_office, "sammanställningar före", Kansli("/sammanstallningar"));
        await PressAsync(_office, "sammanställning pågår", "Sammanställ version 1");
        await Site.RestAsync();

        // The report's texts name figures of a form that nobody has handed in yet.
        await VisitAsync(_office, "sammanställning misslyckades", Kansli("/sammanstallningar"));
        await HandInAsync(Site.Content.Plan.Reviews[^1].Form);
        await _office.GotoAsync(Kansli("/sammanstallningar"));
        await _office.GetByRole(AriaRole.Button, new() { Name = "Sammanställ version 2" }).ClickAsync();
        await Assertions.Expect(_office.Locator("#v2")).ToBeVisibleAsync();
        await Site.RestAsync();
        await VisitAsync(_office, "sammanställningar efter", Kansli("/sammanstallningar"));
        await VisitAsync(_office, "året är sammanställt", Kansli());
    }

    private async Task SettleAsync()
    {
        var dates = Site.Content.Plan.Dates;
        await VisitAsync(_office, "sammanträden", Kansli("/sammantraden"));
        await PressAsync(_office, "sammanträden med fel", "Registrera beslutet");

        foreach (var (decider, date) in new[] { (Decider.Ksau, dates.Ksau.Date), (Decider.Ks, dates.Ks.Date), (Decider.Kf, dates.Kf.Date) })
        {
            await Site.MoveToAsync(date.AddDays(1));
            if (decider == Decider.Kf)
            {
                await OpenFormAgainAsync();
            }

            await _office.GotoAsync(Kansli("/sammantraden"));
            await _office.GetByLabel("Sammanträdesdatum").FillAsync(Model.Figures.Swedish.Date(date));
            await _office.GetByLabel("Paragraf").FillAsync("97");
            await PressAsync(_office, $"sammanträden efter {decider}", "Registrera beslutet");
            await Site.RestAsync();
        }
    }

    /// <summary>A form that is open while the year is closed: what is then saved is refused.</summary>
    private async Task OpenFormAgainAsync()
    {
        await _respondent.GotoAsync(await Site.LinkOfAsync("kulturnamnden"));
        await _respondent.Locator("#person").CheckAsync();
        await _respondent.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync();
        await _respondent.Locator($"h2 a[href$='/{Site.Content.Plan.Reviews[0].Form}']").ClickAsync();
    }

    private async Task ClosedAsync()
    {
        var form = _respondent.Url;
        await _respondent.Locator("textarea").First.FillAsync("Skrivet för sent.");
        await PressAsync(_respondent, "det skrivna är inte sparat", "Spara");
        await VisitAsync(_respondent, "året är stängt för svar", form);
        await VisitAsync(_respondent, "nämndens översikt, stängd", $"/svar/{Browser.Tests.Site.Year}/kulturnamnden");
        await VisitAsync(_office, "året är avslutat", Kansli());
        await VisitAsync(_office, "åren efter", "/kansli");
        await VisitAsync(_office, "utkast för ett senare år", $"/kansli/{Site.Content.Plan.Reviews.First(r => r.FollowUpYear is not null).FollowUpYear}");
    }
}
