using System.Net;
using Arshjulet.Local.Azurite;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>A fault is answered with a page that a person can read, and tells nothing of the code.</summary>
public sealed class FaultTests(HostFixture site, AzuriteFixture azurite) : IClassFixture<HostFixture>
{
    private readonly HttpClient _client = site.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_function_throws_then_the_page_is_Swedish_and_says_nothing_of_the_fault()
    {
        var response = await _client.GetAsync("/broken", Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("<html lang=\"sv\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>Något gick fel</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_apps_middleware_answers_the_fault_then_that_is_the_answer()
    {
        var response = await _client.GetAsync("/conflict", Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("The app's own page: /conflict", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("/lokalt/nowhere")]
    public async Task When_no_function_has_the_route_then_it_is_not_found(string path)
    {
        var response = await _client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<title>Sidan finns inte</title>", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_storage_is_down_then_the_hosts_page_says_so_and_when_to_try_again()
    {
        await using var storage = await AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation);
        await using var host = await TestHost.StartAsync(azurite, options => options with { StorageConnectionString = storage.ConnectionString() });
        using var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/lokalt/inkorg", Cancellation)).StatusCode);

        await storage.KillAsync();
        var response = await client.GetAsync("/lokalt/inkorg", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("<title>Tillfälligt ur funktion</title>", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
