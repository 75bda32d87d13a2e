using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>An HTTP function is found by its route and gets and gives what it would on Azure.</summary>
public sealed class HttpFunctionTests(HostFixture site) : IClassFixture<HostFixture>
{
    private readonly HttpClient _client = site.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/values/Anna/7/2024-09-01?q=1", "Anna 8 2024-09-01 1")]
    [InlineData("/values/%C3%85sa%20%C3%96st/7", "Åsa Öst 8 none ")]
    public async Task When_a_route_has_values_then_they_are_bound_by_name_with_their_type(string path, string expected) =>
        Assert.Equal(expected, await _client.GetStringAsync(path, Cancellation));

    [Theory]
    [InlineData("GET", "/values/Anna/seven")]
    [InlineData("GET", "/swe/other")]
    [InlineData("POST", "/ping")]
    [InlineData("HEAD", "/ping")]
    public async Task When_a_constraint_or_the_method_does_not_fit_then_it_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, (await _client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/sv/any/page", "GET sv: any/page")]
    [InlineData("PUT", "/sv", "PUT sv: ")]
    [InlineData("HEAD", "/sv/page", "")]
    public async Task When_a_function_names_no_methods_then_it_answers_all(string method, string path, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await _client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task When_the_root_is_asked_then_the_function_of_the_empty_route_answers_by_the_hosts_clock() =>
        Assert.Equal("/ at 2024-09-01 08:00:00Z", await _client.GetStringAsync("/", Cancellation));

    [Fact]
    public async Task When_a_function_returns_nothing_then_its_response_is_what_it_wrote()
    {
        var response = await _client.PostAsync("/echo", new StringContent("text"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("Echo", Assert.Single(response.Headers.GetValues("X-Function")));
        Assert.Equal("text", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task When_a_function_sets_a_cookie_and_redirects_then_the_browser_comes_back_with_it()
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
    public async Task When_a_file_is_uploaded_then_the_function_reads_the_form()
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
    public async Task When_the_client_hangs_up_then_the_functions_token_is_cancelled()
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
    public async Task When_many_requests_come_at_once_then_each_gets_its_own_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _client.GetStringAsync($"/values/n{i}/{i}", Cancellation)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"n{i} {i + 1} none "), answers);
    }

    [Fact]
    public async Task When_a_function_returns_a_Razor_component_then_it_is_rendered_with_the_invocations_services()
    {
        var response = await _client.GetAsync("/page?name=Anna", Cancellation);

        Assert.Equal(new MediaTypeHeaderValue("text/html", "utf-8"), response.Content.Headers.ContentType);
        Assert.Equal("<p>Hello Anna</p>", (await response.Content.ReadAsStringAsync(Cancellation)).Trim());
    }
}
