using System.Net;
using Arshjulet.Local.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class StartTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenThePortIsTaken_ThenTheStartIsRefusedWithASentence()
    {
        await using var first = await TestHost.StartAsync(azurite, typeof(Functions));

        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => TestHost.StartAsync(azurite, typeof(Functions), null, options => options with { Port = first.Address.Port }));

        Assert.Equal($"Port {first.Address.Port} is already in use; choose another with --port, or --port 0 for any free one.", refused.Message);
    }

    [Fact]
    public async Task WhenTheDataDirectoryIsInUse_ThenASecondHostIsRefusedAndTheFirstGoesOn()
    {
        var directory = AzuriteFixture.NewDirectory();
        await using var first = await TestHost.StartAsync(azurite, typeof(Functions), null, options => options with { DataDirectory = directory });

        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => TestHost.StartAsync(azurite, typeof(Functions), null, options => options with { DataDirectory = directory }));

        Assert.StartsWith($"Another host is already running on {directory}", refused.Message, StringComparison.Ordinal);
        using var client = first.CreateClient();
        Assert.Equal("här", await client.GetStringAsync("/ping", Cancellation));
    }

    [Fact]
    public async Task WhenTwoHostsShareOneStore_ThenTheSecondIsRefused()
    {
        var account = azurite.TakeAccount();
        await using var first = await TestHost.StartAsync(azurite, typeof(Functions), null, options => options with { StorageConnectionString = account });

        await Assert.ThrowsAsync<StartRefusedException>(
            () => TestHost.StartAsync(azurite, typeof(Functions), null, options => options with { StorageConnectionString = account }));
    }

    [Fact]
    public async Task WhenAHostHasStopped_ThenItsDirectoryAndStoreAreFree()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        for (var run = 0; run < 2; run++)
        {
            await using var host = await TestHost.StartAsync(
                azurite, typeof(Functions), null, options => options with { DataDirectory = directory, StorageConnectionString = account });
            using var client = host.CreateClient();
            Assert.Equal("här", await client.GetStringAsync("/ping", Cancellation));
        }
    }

    [Fact]
    public async Task WhenArgumentsAreGiven_ThenTheyAreRead()
    {
        var options = new LocalHostOptions().With(["--port", "0", "--data=/tmp/x", "--storage", "UseDevelopmentStorage=true", "--clock", "2024-09-01T08:00:00Z"]);

        Assert.Equal(0, options.Port);
        Assert.Equal(Path.GetFullPath("/tmp/x"), options.DataDirectory);
        Assert.Equal("UseDevelopmentStorage=true", options.StorageConnectionString);
        Assert.Equal(TestHost.Start, options.Clock);
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(["--port", "x"]));
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(["--clock", "snart"]));
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task WhenTheHostHeaderIsForeign_ThenTheRequestIsRefused(string name)
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions));
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { Host = name } };

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request, Cancellation)).StatusCode);
    }

    public sealed class Functions
    {
        [Function("Ping")]
        public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(request.Path == "/ping" ? "här" : "var?");
    }
}
