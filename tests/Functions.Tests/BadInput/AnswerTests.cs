using System.Net;
using AngleSharp;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.BadInput;

/// <summary>Whatever is typed into a form is kept as text or refused beside its field, and is never run or lost; a draft is the body's own.</summary>
public sealed class AnswerTests(DistributedYear year) : IClassFixture<DistributedYear>
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "q.ansvar", "utmärkt", "q.ansvar", "Välj ett av svaren som finns" },
        { "q.slutsats", new string('å', 30_001), "q.slutsats", "Texten är 30\u00A0001 tecken lång och får vara högst 30\u00A0000. Korta den och spara igen" },
        { "k.ansvar", new string('k', 30_001), "k.ansvar", "Texten är 30\u00A0001 tecken lång och får vara högst 30\u00A0000. Korta den och spara igen" },
        { "k.rutiner", "en kommentar", "k.rutiner", "Här går det inte att skriva någon kommentar" },
        { "q.finns-inte", "bra", "q.finns-inte", "Frågan finns-inte finns inte i formuläret, så det svaret är inte sparat" },
        { "q.sida-2.sprak", "klarar", "q.sida-2.sprak", "Frågan sida-2.sprak finns inte i formuläret, så det svaret är inte sparat" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task When_an_answer_may_not_be_saved_then_the_page_says_why_and_the_rest_is_saved(string field, string value, string at, string message)
    {
        using var respondent = await year.Site.BuildingAsync();
        var rest = $"Sparat ändå, trots {field}";

        var page = await respondent.PostAsync(Form, (field, value), ("q.onskemal", rest));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((at, message), page.Faults.Single());
        Assert.Equal(rest, (await respondent.OpenAsync(Form)).ValueOf("q.onskemal"));
        Assert.NotEqual(value, (await respondent.OpenAsync(Form)).ValueOf(field));
    }

    [Theory]
    [InlineData("q.slutsats")]
    [InlineData("k.ansvar")]
    public async Task When_a_text_is_too_long_then_it_is_still_in_its_field_with_the_message_beside_it(string field)
    {
        using var respondent = await year.Site.BuildingAsync();
        var typed = new string('x', 30_001);

        var page = await respondent.PostAsync(Form, (field, typed));

        Assert.Equal(typed, page.ValueOf(field));
        Assert.Equal(page.Faults.Single().Message, page.FaultAt(field));
    }

    [Fact]
    public async Task When_a_text_is_as_long_as_it_may_be_then_it_is_kept_whole()
    {
        using var respondent = await year.Site.BuildingAsync();
        var text = new string('ö', 30_000);

        Assert.Equal(HttpStatusCode.OK, (await respondent.PostAsync(Form, ("q.slutsats", text))).Status);

        Assert.Equal(text, (await respondent.OpenAsync(Form)).ValueOf("q.slutsats"));
    }

    [Theory]
    [InlineData("A\u030Angstro\u0308m", "Ångström")]
    [InlineData("👩‍👩‍👧 och 🇸🇪", "👩‍👩‍👧 och 🇸🇪")]
    [InlineData("\u202Eavigt\u202C مرحبا", "\u202Eavigt\u202C مرحبا")]
    [InlineData("<script>alert(1)</script>&amp;\"'", "<script>alert(1)</script>&amp;\"'")]
    [InlineData("</textarea><img src=x onerror=alert(1)>", "</textarea><img src=x onerror=alert(1)>")]
    public async Task When_a_text_is_odd_then_it_is_kept_and_shown_as_text(string typed, string kept)
    {
        using var respondent = await year.Site.BuildingAsync();

        await respondent.PostAsync(Form, ("q.slutsats", typed));

        await Assert.AllAsync([Form, $"{Form}/kontrollera"], async path =>
        {
            var page = await respondent.OpenAsync(path);
            Assert.Contains(kept.Split(' ')[0], page.Text, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("main script, main img"));
        });
        Assert.Equal(kept, (await respondent.OpenAsync(Form)).ValueOf("q.slutsats"));
    }

    [Fact]
    public async Task When_a_null_character_came_along_in_a_paste_then_the_rest_is_saved_as_it_was_typed()
    {
        using var respondent = await year.Site.RespondentAsync("revisionen", "revisionen@smastad.example");
        const string Other = "/svar/2024/revisionen/sjalvskattning";

        var page = await respondent.PostAsync(Other, ("q.slutsats", "noll\0tecken\0\0 och %00 och %%0000"), ("k.ansvar", "\0"), ("q.ansvar", "bra\0"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var saved = await respondent.OpenAsync(Other);
        Assert.Equal(("nolltecken och %00 och %%0000", "bra"), (saved.ValueOf("q.slutsats"), saved.ValueOf("q.ansvar")));
    }

    [Theory]
    [InlineData("a%%0000b%00", "ab")]
    [InlineData("%%%%000000000", "0")]
    [InlineData("a\0%\u000000b", "ab")]
    public async Task When_null_characters_hide_in_one_another_then_none_is_left_and_the_form_is_read(string sent, string read)
    {
        using var respondent = await year.Site.RespondentAsync("kommunstyrelsen", "styrelsen@smastad.example");
        const string Other = "/svar/2024/kommunstyrelsen/sjalvskattning";
        using var request = new HttpRequestMessage(HttpMethod.Post, Other)
        {
            Content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes($"q.onskemal={sent}")),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

        Assert.Equal(HttpStatusCode.OK, (await respondent.SendAsync(request)).Status);
        Assert.Equal(read, (await respondent.OpenAsync(Other)).ValueOf("q.onskemal"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_one_field_alone_is_far_too_long_then_the_page_says_that_it_is_too_much(bool multipart)
    {
        using var respondent = await year.Site.BuildingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Form);
        var text = new string('x', 5_000_000);
        request.Content = multipart
            ? new MultipartFormDataContent { { new StringContent(text), "q.slutsats" } }
            : new FormUrlEncodedContent([new("q.slutsats", text)]);

        var page = await respondent.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Det du skickade är för stort"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task When_the_own_decision_is_wrong_then_each_field_says_why_and_keeps_what_was_typed()
    {
        using var respondent = await year.Site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await respondent.PostAsync("/svar/2024/bostads-ab/sjalvskattning", Cast.SelfAssessment);

        var page = await respondent.PostAsync(
            "/svar/2024/bostads-ab/sjalvskattning/kontrollera",
            ("datum", "2024-12-24"), ("paragraf", new string('7', 21)), ("diarienummer", new string('d', 61)), ("ansvarig", " "));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(["beslutsform", "datum", "paragraf", "ansvarig", "diarienummer"], page.Faults.Select(f => f.Field));
        Assert.All(page.Faults, f => Assert.Equal(f.Message, page.FaultAt(f.Field)));
        Assert.Equal(("2024-12-24", new string('7', 21)), (page.ValueOf("datum"), page.ValueOf("paragraf")));
    }

    [Theory]
    [InlineData("0024-10-01")]
    [InlineData("2023-12-31")]
    public async Task When_the_own_decision_is_dated_before_the_year_then_it_is_refused_and_the_field_says_its_bounds(string date)
    {
        using var respondent = await year.Site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await respondent.PostAsync("/svar/2024/bostads-ab/sjalvskattning", Cast.SelfAssessment);

        var page = await respondent.PostAsync(
            "/svar/2024/bostads-ab/sjalvskattning/kontrollera", ("beslutsform", "delegation"), ("datum", date), ("ansvarig", "vd"));

        Assert.Equal(("datum", "Datumet ligger före 1 januari 2024. Kontrollera årtalet"), page.Faults.Single());
        var field = page.Document.GetElementById("datum")!;
        Assert.Equal(("2024-01-01", "2024-09-16"), (field.GetAttribute("min"), field.GetAttribute("max")));
    }

    [Fact]
    public async Task When_answers_are_not_handed_in_then_no_page_of_the_office_shows_them()
    {
        const string Draft = "Bara ett utkast än så länge";
        using var respondent = await year.Site.RespondentAsync("skolnamnden", "controller@smastad.example");
        await respondent.PostAsync("/svar/2024/skolnamnden/sjalvskattning", ("q.slutsats", Draft), ("k.ansvar", Draft));
        using var secretary = await year.Site.OfficeAsync();
        await year.Site.CompileAsync(secretary);

        string[] pages =
        [
            "/kansli", "/kansli/2024", "/kansli/2024/svar/skolnamnden", "/kansli/2024/logg/skolnamnden", "/kansli/2024/logg",
            "/kansli/2024/mejl", "/kansli/2024/sammanstallningar",
        ];
        await Assert.AllAsync(pages, async path =>
        {
            var page = await secretary.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(Draft, page.Document.ToHtml(), StringComparison.Ordinal);
        });
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.OpenAsync("/kansli/2024/svar/skolnamnden/sjalvskattning")).Status);
        var figures = await secretary.DownloadAsync("/kansli/2024/sammanstallningar/v1/sammanstallning.json");
        Assert.DoesNotContain(Draft, System.Text.Encoding.UTF8.GetString(figures), StringComparison.Ordinal);
    }
}
