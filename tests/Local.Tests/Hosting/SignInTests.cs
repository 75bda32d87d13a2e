using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The app is told who is signed in by the local host alone, and only a form of the same site changes it.</summary>
public sealed class SignInTests(HostFixture site) : IClassFixture<HostFixture>
{
    private readonly HttpClient _client = site.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_principal_header_comes_from_outside_then_the_app_never_sees_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String("{}"u8));
        request.Headers.Add("x-ms-client-principal-name", "chefen@example.se");

        var response = await _client.SendAsync(request, Cancellation);

        Assert.Equal("||", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task When_somebody_signs_in_then_the_app_is_told_name_and_role_as_on_Azure()
    {
        var toPage = await _client.GetAsync("/.auth/login/aad?post_login_redirect_uri=/who", Cancellation);
        Assert.Equal("/lokalt/logga-in?till=%2Fwho", toPage.Headers.Location?.ToString());
        var signedIn = await _client.PostAsync("/lokalt/logga-in", Form(("namn", "Åsa Öst"), ("roll", "Clerk"), ("till", "/who")), Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        Assert.Equal("/who", signedIn.Headers.Location?.ToString());
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/who") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        var told = (await (await _client.SendAsync(request, Cancellation)).Content.ReadAsStringAsync(Cancellation)).Split('|');
        var principal = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(told[0])))!;

        Assert.Equal("aad", principal["auth_typ"]!.GetValue<string>());
        Assert.Equal(
            ["name=Åsa Öst", "roles=Clerk", "preferred_username=.sa..st@example.se"],
            principal["claims"]!.AsArray().Select(claim => $"{claim!["typ"]}={claim["val"]}"));
        Assert.Equal("roles", principal["role_typ"]!.GetValue<string>());
        Assert.Equal(".sa..st@example.se", told[1]);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task When_the_target_is_not_on_this_host_then_the_start_page_comes(string target)
    {
        var signedIn = await _client.PostAsync("/lokalt/logga-in", Form(("namn", "Eva"), ("roll", "Guest"), ("till", target)), Cancellation);
        var signedOut = await _client.GetAsync($"/.auth/logout?post_logout_redirect_uri={Uri.EscapeDataString(target)}", Cancellation);

        Assert.Equal("/", signedIn.Headers.Location?.ToString());
        Assert.Equal("/", signedOut.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("Admin")]
    [InlineData("Former")]
    [InlineData("")]
    public async Task When_the_role_is_unknown_then_nobody_is_signed_in(string role)
    {
        var response = await _client.PostAsync("/lokalt/logga-in", Form(("namn", "Eva"), ("roll", role), ("till", "/")), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task When_another_site_posts_then_it_is_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lokalt/klocka")
        {
            Content = Form(("till", "2030-01-01T00:00:00Z")),
            Headers = { { header, value } },
        };

        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(request, Cancellation)).StatusCode);
        Assert.Equal(TestHost.Start, site.Host.Clock.GetUtcNow());
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
