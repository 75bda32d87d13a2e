using Arshjulet.Functions.Timeline;
using Arshjulet.Worker.Tests.Hosting;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>The app starts orchestrations by the address that the host gave it.</summary>
public sealed class DurableClientTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_decision_is_registered_then_the_year_is_started_by_the_address_that_the_host_gave()
    {
        // With the content that the app is deployed with: no setting names it.
        await using var host = await AzureHost.StartAsync(DeployedApp.Settings(azurite.TakeAccount()));
        using var http = Clients.Create(host.Address);
        using var decision = new HttpRequestMessage(HttpMethod.Post, "/kansli/2024/beslut")
        {
            Content = new FormUrlEncodedContent([new("datum", "2024-09-04"), new("paragraf", "212"), new("granskning", "ai")]),
            Headers = { { Office.Header, Office.Secretary.Principal } },
        };

        using var response = await http.SendAsync(decision, Cancellation);

        Assert.Equal("/kansli/2024", response.Headers.Location?.OriginalString);
        var started = host.Started.Find("year-2024");
        Assert.Equal((nameof(YearOrchestrator), "2024"), (started?.Name, started?.Input));
    }
}
