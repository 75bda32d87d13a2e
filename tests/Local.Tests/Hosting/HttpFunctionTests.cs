using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class HttpFunctionTests(HostFixture site) : IClassFixture<HostFixture>
{
    private readonly HttpClient _client = site.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/values/Anna/7/2024-09-01?q=1", "Anna 8 2024-09-01 1")]
    [InlineData("/values/%C3%85sa%20%C3%96st/7", "Åsa Öst 8 none ")]
    public async Task WhenARouteHasValues_ThenTheyAreBoundByNameWithTheirType(string path, string expected) =>
        Assert.Equal(expected, await _client.GetStringAsync(path, Cancellation));

    [Theory]
    [InlineData("GET", "/values/Anna/seven")]
    [InlineData("GET", "/swe/other")]
    [InlineData("POST", "/ping")]
    [InlineData("HEAD", "/ping")]
    public async Task WhenAConstraintOrTheMethodDoesNotFit_ThenItIsNotFound(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/sv/any/page", "GET sv: any/page")]
    [InlineData("PUT", "/sv", "PUT sv: ")]
    [InlineData("HEAD", "/sv/page", "")]
    public async Task WhenAFunctionNamesNoMethods_ThenItAnswersAll(string method, string path, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenTheRootIsAsked_ThenTheFunctionOfTheEmptyRouteAnswersByTheHostsClock() =>
        Assert.Equal("/ at 2024-09-01 08:00:00Z", await _client.GetStringAsync("/", Cancellation));

    [Fact]
    public async Task WhenAFunctionReturnsNothing_ThenItsResponseIsWhatItWrote()
    {
        var response = await _client.PostAsync("/echo", new StringContent("text"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("Echo", Assert.Single(response.Headers.GetValues("X-Function")));
        Assert.Equal("text", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenAFunctionSetsACookieAndRedirects_ThenTheBrowserComesBackWithIt()
    {
        var signedIn = await _client.PostAsync("/signedin", null, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        using var request = new HttpRequestMessage(HttpMethod.Get, signedIn.Headers.Location) { Headers = { { "Cookie", cookie.Split(';')[0] } } };

        var session = await _client.SendAsync(request, Cancellation);

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("secret", await session.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenAFileIsUploaded_ThenTheFunctionReadsTheForm()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Åtgärd"), "title" },
            { new ByteArrayContent(new byte[2_000_000]), "file", "plan.pdf" },
        };

        var response = await _client.PostAsync("/upload", form, Cancellation);

        Assert.Equal("Åtgärd: plan.pdf 2000000", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenTheClientHangsUp_ThenTheFunctionsTokenIsCancelled()
    {
        using var hangingUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asked = _client.GetAsync("/slow", hangingUp.Token);
        await site.Host.Seen().WaitForAsync("/slow began", Cancellation);

        await hangingUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await site.Host.Seen().WaitForAsync("/slow cancelled", Cancellation);
        Assert.Equal("pong GET", await _client.GetStringAsync("/ping", Cancellation));
    }

    [Fact]
    public async Task WhenManyRequestsComeAtOnce_ThenEachGetsItsOwnAnswer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _client.GetStringAsync($"/values/n{i}/{i}", Cancellation)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"n{i} {i + 1} none "), answers);
    }

    [Fact]
    public async Task WhenAFunctionReturnsARazorComponent_ThenItIsRenderedWithTheInvocationsServices()
    {
        var response = await _client.GetAsync("/page?name=Anna", Cancellation);

        Assert.Equal(new MediaTypeHeaderValue("text/html", "utf-8"), response.Content.Headers.ContentType);
        Assert.Equal("<p>Hello Anna</p>", (await response.Content.ReadAsStringAsync(Cancellation)).Trim());
    }
}
