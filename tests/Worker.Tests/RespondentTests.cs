using System.Net.Http.Headers;
using Arshjulet.Worker.Tests.Hosting;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>A respondent's pages, from the form to the receipt: the same bytes from both hosts, whichever of them saved what is shown.</summary>
[Collection<SideBySide>]
public sealed class RespondentTests(TwoHosts hosts)
{
    private const string Form = "/god-intern-kontroll";
    private static readonly (string, string)[] Decision = [("beslutsform", "delegation"), ("datum", "2026-11-02"), ("ansvarig", "kulturdirektör")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(Form)]
    [InlineData($"{Form}/kontrollera")]
    [InlineData($"{Form}/bilagor")]
    [InlineData($"{Form}/versioner")]
    [InlineData($"{Form}/kvitto")]
    [InlineData($"{Form}/lage?efter=0")]
    [InlineData("/dos")]
    [InlineData("/dos/excel")]
    [InlineData("/dos/objekt/finns-inte")]
    [InlineData("/finns-inte")]
    public async Task When_a_respondent_opens_a_page_then_both_hosts_answer_alike(string page)
    {
        var cookie = await EnterAsync("kulturnamnden");

        var (azure, local) = await hosts.AskAsync(() => Get($"/svar/2080/kulturnamnden{page}", cookie));

        Assert.Equal(local, azure);
        TestContext.Current.TestOutputHelper?.WriteLine($"{page} {azure.Status} {azure.Body.Length}");
    }

    private static HttpRequestMessage Get(string path, string cookie) => new(HttpMethod.Get, path) { Headers = { { "Cookie", cookie } } };

    private async Task<string> EnterAsync(string body)
    {
        var secret = await hosts.NewLinkAsync(body);
        var (azure, _) = await hosts.AskAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/l/{secret}")
        {
            Content = new FormUrlEncodedContent([new("person", "ja")]),
        });
        return azure.Cookie("svar").Value;
    }
}
