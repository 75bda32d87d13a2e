using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>An answer that the form's script saves is kept or reported as a conflict, and others are told of it.</summary>
public sealed class SavingTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/skolnamnden/sjalvskattning";

    [Fact]
    public async Task When_an_answer_is_saved_by_itself_then_it_says_when_and_what_remains()
    {
        await using var site = await StartedAsync();
        using var respondent = await CoordinatorAsync(site);

        var (status, news) = await SaveAsync(respondent, ("q.ansvar", "bra"), ("k.ansvar", "Det fungerar"), ("r.ansvar", "0"));

        Assert.Equal(HttpStatusCode.OK, status);
        var saved = news.GetProperty("saved").EnumerateArray().Single();
        Assert.Equal(
            ("ansvar", 1, "Sparat 09.00"),
            (saved.GetProperty("question").GetString(), saved.GetProperty("revision").GetInt32(), saved.GetProperty("note").GetString()));
        Assert.Equal("1 av 4 frågor är besvarade.", news.GetProperty("progress").GetString());
        var page = await respondent.OpenAsync(Form);
        Assert.Equal(("bra", "Det fungerar"), (page.ValueOf("q.ansvar"), page.ValueOf("k.ansvar")));
    }

    [Fact]
    public async Task When_a_page_sends_again_what_it_had_sent_then_it_is_in_no_conflict_with_itself_and_the_late_one_changes_nothing()
    {
        await using var site = await StartedAsync();
        using var respondent = await CoordinatorAsync(site);
        await SaveAsync(respondent, ("q.slutsats", "ett två"), ("r.slutsats", "0"), ("sida", "flik"), ("tur", "2"));

        var (_, again) = await SaveAsync(respondent, ("q.slutsats", "ett två tre"), ("r.slutsats", "0"), ("sida", "flik"), ("tur", "3"));
        var (late, _) = await SaveAsync(respondent, ("q.slutsats", "ett"), ("r.slutsats", "0"), ("sida", "flik"), ("tur", "1"));

        Assert.Equal(2, again.GetProperty("saved")[0].GetProperty("revision").GetInt32());
        Assert.Equal(HttpStatusCode.OK, late);
        Assert.Equal("ett två tre", (await respondent.OpenAsync(Form)).ValueOf("q.slutsats"));
    }

    [Fact]
    public async Task When_a_colleague_has_changed_an_answer_then_both_are_told_apart_and_the_choice_decides()
    {
        await using var site = await StartedAsync();
        using var one = await CoordinatorAsync(site);
        using var two = await site.RespondentAsync("skolnamnden", "controller@smastad.example");
        var (before, after) = (await one.OpenAsync(Form), await two.OpenAsync(Form));
        await two.FillAsync(after, "form", ("q.slutsats", "Controllerns"), ("q.rutiner", "bra"));

        var conflict = await one.FillAsync(before, "form", ("q.slutsats", "Samordnarens"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, conflict.Status);
        Assert.Equal("q.slutsats", Assert.Single(conflict.Faults).Field);
        Assert.Contains("Controllerns", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("Svaret ändrades av controller 09.00", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("Samordnarens", conflict.ValueOf("q.slutsats"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await one.FillAsync(conflict, "form")).Status);
        await one.FillAsync(conflict, "form", ("v.slutsats", "deras"));
        Assert.Equal("Controllerns", (await one.OpenAsync(Form)).ValueOf("q.slutsats"));
        await one.FillAsync(conflict, "form", ("q.slutsats", "Bådas"), ("v.slutsats", "mitt"));
        var page = await two.OpenAsync(Form);
        Assert.Equal(("Bådas", "bra"), (page.ValueOf("q.slutsats"), page.ValueOf("q.rutiner")));
    }

    [Fact]
    public async Task When_somebody_else_has_changed_what_one_left_alone_then_the_button_takes_nothing_back()
    {
        await using var site = await StartedAsync();
        using var one = await CoordinatorAsync(site);
        using var two = await site.RespondentAsync("skolnamnden", "controller@smastad.example");
        await SaveAsync(one, ("q.slutsats", "Först"), ("r.slutsats", "0"));
        var left = await one.OpenAsync(Form);
        await SaveAsync(two, ("q.slutsats", "Sedan"), ("r.slutsats", "1"));

        var saved = await one.FillAsync(left, "form", ("q.ansvar", "bra"));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal(("bra", "Sedan"), (saved.ValueOf("q.ansvar"), saved.ValueOf("q.slutsats")));
    }

    [Fact]
    public async Task When_an_answer_was_taken_away_then_the_next_one_is_no_conflict()
    {
        await using var site = await StartedAsync();
        using var respondent = await CoordinatorAsync(site);
        await respondent.FillAsync(await respondent.OpenAsync(Form), "form", ("q.slutsats", "Något"));
        await respondent.FillAsync(await respondent.OpenAsync(Form), "form", ("q.slutsats", ""));

        var page = await respondent.FillAsync(await respondent.OpenAsync(Form), "form", ("q.slutsats", "Något annat"));

        Assert.Empty(page.Faults);
        Assert.Equal("Något annat", page.ValueOf("q.slutsats"));
    }

    [Fact]
    public async Task When_nothing_has_happened_then_asking_is_304_and_a_change_is_told_with_who()
    {
        await using var site = await StartedAsync();
        using var one = await CoordinatorAsync(site);
        using var two = await site.RespondentAsync("skolnamnden", "controller@smastad.example");
        var first = await NewsAsync(one, 0);
        var same = await NewsAsync(one, first.Version, first.Tag);
        await SaveAsync(two, ("q.ansvar", "battre"), ("r.ansvar", "0"));

        var news = await NewsAsync(one, first.Version, first.Tag);

        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        Assert.Equal(HttpStatusCode.OK, news.Status);
        var answer = news.Json.GetProperty("answers").EnumerateArray().Single();
        Assert.Equal(
            ("battre", "controller", false),
            (answer.GetProperty("value").GetString(), answer.GetProperty("by").GetString(), answer.GetProperty("own").GetBoolean()));
        Assert.Equal("Controller svarar också just nu.", news.Json.GetProperty("here").GetString());
        Assert.Contains("Controller svarar också just nu.", (await one.OpenAsync("/svar/2024/skolnamnden")).Text, StringComparison.Ordinal);
        await site.MoveToAsync("2024-09-16 09:10");
        Assert.DoesNotContain("svarar också", (await one.OpenAsync("/svar/2024/skolnamnden")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_fifty_save_the_same_answer_at_once_then_one_is_kept_and_the_others_are_told()
    {
        await using var site = await StartedAsync();
        using var respondent = await CoordinatorAsync(site);

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SaveAsync(respondent, ("q.slutsats", $"Text {i}"), ("r.slutsats", "0"))));

        Assert.Single(all, a => a.Status == HttpStatusCode.OK);
        var saved = (await respondent.OpenAsync(Form)).ValueOf("q.slutsats");
        Assert.All(
            all.Where(a => a.Status == HttpStatusCode.Conflict),
            a => Assert.Equal(saved, a.Json.GetProperty("conflicts")[0].GetProperty("value").GetString()));
        Assert.Equal(50, all.Count(a => a.Status is HttpStatusCode.OK or HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task When_it_was_handed_in_meanwhile_then_what_was_typed_can_be_copied_and_saves_again_when_opened()
    {
        await using var site = await StartedAsync();
        using var one = await CoordinatorAsync(site);
        using var two = await site.RespondentAsync("skolnamnden", "controller@smastad.example");
        await two.PostAsync(Form, Cast.SelfAssessment);
        var open = await one.OpenAsync(Form);
        await two.HandInAsync(Form);

        var (status, news) = await SaveAsync(one, ("q.onskemal", "Mer tid"), ("r.onskemal", "0"));
        var page = await one.FillAsync(open, "form", ("q.onskemal", "Mer tid"));

        Assert.Equal((HttpStatusCode.Conflict, true, 0), (status, news.GetProperty("locked").GetBoolean(), news.GetProperty("saved").GetArrayLength()));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("Mer tid", page.Document.QuerySelector("textarea")!.TextContent.Trim());
        await two.PostAsync($"{Form}/oppna");
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync(one, ("q.onskemal", "Mer tid"), ("r.onskemal", "0"))).Status);
    }

    [Theory]
    [InlineData("q.finns-inte", "bra")]
    [InlineData("q.ansvar", "påhittat")]
    [InlineData("q.slutsats", null)]
    public async Task When_what_is_sent_cannot_be_an_answer_then_the_field_says_why_and_nothing_is_called_saved(string field, string? value)
    {
        await using var site = await StartedAsync();
        using var respondent = await CoordinatorAsync(site);

        var (status, news) = await SaveAsync(respondent, (field, value ?? new string('x', Question.MaxTextLength + 1)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, news.GetProperty("faults")[0].GetProperty("field").GetString());
        Assert.Equal(0, news.GetProperty("saved").GetArrayLength());
    }

    [Fact]
    public async Task When_more_is_sent_than_one_transaction_takes_then_all_of_it_is_saved()
    {
        await using var site = await StartedAsync();
        var answers = site.Get<AnswerStore>();
        var id = new AssignmentId(2024, "skolnamnden", "webb");
        var cancellation = TestContext.Current.CancellationToken;

        var changes = Enumerable.Range(0, 250).Select(i => new AnswerChange($"fraga-{i}", new AnswerContent(new string('å', 20_000)), 0)).ToArray();
        var outcome = await answers.SaveAsync(id, changes, "samordnare", Act.AnswersSaved, null, cancellation);

        Assert.Equal(250, outcome.Saved.Distinct().Count());
        Assert.Equal(250, (await answers.ReadAsync(id, cancellation)).Answers.Count);
    }

    private async Task<RunningSite> StartedAsync()
    {
        var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        return site;
    }

    private static Task<Browser> CoordinatorAsync(RunningSite site) => site.RespondentAsync("skolnamnden", "samordnare@smastad.example");

    private static async Task<(HttpStatusCode Status, JsonElement Json)> SaveAsync(Browser browser, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Form)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            Headers = { { "Accept", "application/json" } },
        };
        var (status, text, _) = await browser.TextAsync(request);
        return (status, JsonDocument.Parse(text).RootElement);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json, int Version, string Tag)> NewsAsync(Browser browser, int after, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Form}/lage?efter={after}");
        if (tag is not null)
        {
            request.Headers.Add("If-None-Match", tag);
        }

        var (status, text, headers) = await browser.TextAsync(request);
        var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        return (status, json, text.Length == 0 ? after : json.GetProperty("version").GetInt32(), headers.ETag!.ToString());
    }
}
