using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Worker.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>A respondent's pages, from the form to the receipt, are the same bytes from both hosts, whichever of them saved what is shown.</summary>
[Collection<SideBySide>]
public sealed class RespondentTests(TwoHosts hosts)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 200)]
    [InlineData("/ai", 200)]
    [InlineData("/ai/kontrollera", 200)]
    [InlineData("/ai/bilagor", 200)]
    [InlineData("/ai/versioner", 200)]
    [InlineData("/ai/kvitto", 303)]
    [InlineData("/ai/lage?efter=0", 200)]
    [InlineData("/dos", 200)]
    [InlineData("/dos/excel", 200)]
    [InlineData("/dos/mall.xlsx", 200)]
    [InlineData("/dos/objekt/tjanst-4", 200)]
    [InlineData("/dos/objekt/tjanst-1", 404)]
    [InlineData("/finns-inte", 404)]
    public async Task When_a_respondent_opens_a_page_then_both_hosts_answer_alike(string page, int status)
    {
        var respondent = await EnterAsync("fritidsnamnden");

        var (azure, local) = await respondent.ReadAsync(page);

        Assert.Equal(status, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_an_answer_is_saved_then_both_hosts_say_so_alike_and_show_it()
    {
        var respondent = await EnterAsync("kulturnamnden");
        var (form, _) = await respondent.ReadAsync("/ai");
        var (field, value) = Choices(form).First();

        var (azure, local) = await respondent.PostAsync("/ai", (field, value));
        var (script, alike) = await respondent.SaveAsync("/ai", (field, value));

        Assert.Equal((303, 200), (azure.Status, script.Status));
        Assert.Equal(local, azure);
        Assert.Equal(alike, script);
        var (shown, other) = await respondent.ReadAsync("/ai");
        Assert.Equal(value, shown.Read().QuerySelector($"input[name='{field}'][checked]")?.GetAttribute("value"));
        Assert.Equal(other, shown);
    }

    [Fact]
    public async Task When_what_is_sent_is_wrong_then_both_hosts_show_the_same_fault()
    {
        var respondent = await EnterAsync("kulturnamnden");

        var (azure, local) = await respondent.PostAsync("/ai", ("q.finns-inte", "ja"));

        Assert.Equal(422, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_a_form_is_handed_in_then_both_hosts_give_the_same_receipt_and_the_same_copy()
    {
        var respondent = await EnterAsync("miljonamnden");
        var (form, _) = await respondent.ReadAsync("/ai");
        await respondent.PostAsync("/ai", [.. Choices(form), .. Texts(form).Select(field => (field, "Vi har gått igenom det, på svenska."))]);
        var (check, _) = await respondent.ReadAsync("/ai/kontrollera");
        var version = check.Read().QuerySelector("input[name=version]")!.GetAttribute("value")!;

        var (azure, local) = await respondent.PostAsync(
            "/ai/kontrollera", ("beslutsform", "delegation"), ("datum", "2026-11-02"), ("ansvarig", "miljödirektör"), ("version", version));

        Assert.Equal(303, azure.Status);
        Assert.Equal(local, azure);
        await Assert.AllAsync(["/ai/kvitto", "/ai/versioner", "/ai/versioner/1/kopia"], async page =>
        {
            var (one, other) = await respondent.ReadAsync(page);
            Assert.Equal(200, one.Status);
            Assert.Equal(other, one);
        });
    }

    /// <summary>The first step of every scale on a form's page.</summary>
    private static IEnumerable<(string Field, string Value)> Choices(Answer form) => form.Read()
        .QuerySelectorAll("input[type=radio][name^='q.']").GroupBy(radio => radio.GetAttribute("name")!)
        .Select(scale => (scale.Key, scale.First().GetAttribute("value")!));

    private static IEnumerable<string> Texts(Answer form) => form.Read().QuerySelectorAll("textarea[name^='q.']").Select(text => text.GetAttribute("name")!);

    private async Task<AtBoth> EnterAsync(string body)
    {
        var services = hosts.Local.Services;
        await services.GetRequiredService<AssignmentStore>().CreateAsync(
            ComingYear.Year, services.GetRequiredService<CityContent>().Body(body), ["god-intern-kontroll", "ai", "dos"], Cancellation);
        var secret = await hosts.NewLinkAsync(body);
        var (azure, _) = await hosts.AskAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/l/{secret}")
        {
            Content = new FormUrlEncodedContent([new("person", "ja")]),
        });
        return new AtBoth(hosts, $"/svar/{ComingYear.Year}/{body}", azure.Cookie("svar").Value);
    }

    /// <summary>Somebody who has started to answer, before both hosts with one session.</summary>
    private sealed class AtBoth(TwoHosts hosts, string start, string cookie)
    {
        public Task<(Answer Azure, Answer Local)> ReadAsync(string page) => hosts.AskAsync(() => Request(HttpMethod.Get, page));

        public Task<(Answer Azure, Answer Local)> PostAsync(string page, params (string Name, string Value)[] fields) =>
            hosts.AskAsync(() => Post(page, fields));

        /// <summary>As the form's script saves.</summary>
        public Task<(Answer Azure, Answer Local)> SaveAsync(string page, params (string Name, string Value)[] fields) => hosts.AskAsync(() =>
        {
            var post = Post(page, fields);
            post.Headers.Add("Accept", "application/json");
            return post;
        });

        private HttpRequestMessage Post(string page, (string Name, string Value)[] fields)
        {
            var post = Request(HttpMethod.Post, page);
            post.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return post;
        }

        private HttpRequestMessage Request(HttpMethod method, string page) => new(method, start + page) { Headers = { { "Cookie", cookie } } };
    }
}
