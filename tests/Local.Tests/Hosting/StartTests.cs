using System.Net;
using Arshjulet.Local.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class StartTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenThePortIsTaken_ThenTheStartIsRefusedWithASentence()
    {
        await using var first = await TestHost.StartAsync(azurite);

        var refused = await RefusedAsync(options => options with { Port = first.Address.Port });

        Assert.Equal($"Port {first.Address.Port} is already in use; choose another with --port, or --port 0 for any free one.", refused.Message);
    }

    [Fact]
    public async Task WhenTheDataDirectoryIsInUse_ThenASecondHostIsRefusedAndTheFirstGoesOn()
    {
        var directory = AzuriteFixture.NewDirectory();
        await using var first = await TestHost.StartAsync(azurite, options => options with { DataDirectory = directory });

        var refused = await RefusedAsync(options => options with { DataDirectory = directory });

        Assert.StartsWith($"Another host is already running on {directory}", refused.Message, StringComparison.Ordinal);
        await AssertRunsAsync(first);
    }

    [Theory]
    [InlineData("azurite/__azurite_db_table__.json", "{}")]
    [InlineData("clock.txt", "2024-09-01T08:00:00.0000000+00:00")]
    [InlineData("format.txt", "3: something newer")]
    public async Task WhenTheDataDirectoryHasAnotherFormat_ThenTheStartIsRefusedAndTheDirectoryIsLeftAsItWas(string file, string content)
    {
        var directory = AzuriteFixture.NewDirectory();
        var path = Path.Combine(directory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, Cancellation);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await RefusedAsync(options => options with { DataDirectory = directory });

            Assert.Equal(
                $"The data directory {directory} was written by another version of the local host; choose an empty one with --data, or remove it.",
                refused.Message);
        }

        Assert.Equal(content, await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task WhenTwoHostsShareOneStore_ThenTheSecondIsRefusedAndTheFirstGoesOn()
    {
        var account = azurite.TakeAccount();
        await using var first = await TestHost.StartAsync(azurite, options => options with { StorageConnectionString = account });

        var refused = await RefusedAsync(options => options with { StorageConnectionString = account });

        Assert.StartsWith("The store 'testapp' is in use by another process", refused.Message, StringComparison.Ordinal);
        await AssertRunsAsync(first);
    }

    [Theory]
    [InlineData("nowhere/app.dll", "There is no app at ")]
    [InlineData("host.json", " is no app: ")]
    [InlineData("xunit.v3.assert.dll", "has no entry point")]
    public async Task WhenTheAppIsNone_ThenTheStartIsRefusedAndThePortIsFree(string file, string sentence)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var port = await FreePortAsync();

        var refused = await RefusedAsync(options => options with { App = null, AppPath = path, Port = port });

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        await using var next = await TestHost.StartAsync(azurite, options => options with { Port = port });
    }

    [Fact]
    public async Task WhenNoAppIsNamed_ThenTheStartIsRefused() =>
        Assert.Equal("There is no app to run: name its .dll with --app.", (await RefusedAsync(options => options with { App = null })).Message);

    [Theory]
    [InlineData("fails", null, typeof(InvalidOperationException), "The app cannot start.")]
    [InlineData("stops", null, typeof(StartRefusedException), "Arshjulet.Local.TestApp was stopped before it ran.")]
    [InlineData("never", "3", typeof(AppEndedException), "Arshjulet.Local.TestApp ended without running, with exit code 3.")]
    public async Task WhenTheAppDoesNotStart_ThenItsReasonIsToldAndEverythingIsFree(string startUp, string? exitCode, Type fault, string sentence)
    {
        var (directory, account, port) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount(), await FreePortAsync());
        LocalHostOptions On(LocalHostOptions options) => options with { DataDirectory = directory, StorageConnectionString = account, Port = port };

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => TestHost.StartAsync(
            azurite, options => On(options) with { Settings = TestHost.Settings(("StartUp", startUp), ("ExitCode", exitCode)) }));

        Assert.IsType(fault, thrown);
        Assert.Contains(sentence, thrown.Message, StringComparison.Ordinal);
        await using var next = await TestHost.StartAsync(azurite, On);
        await AssertRunsAsync(next);
    }

    [Fact]
    public async Task WhenAHostHasStopped_ThenItsPortDirectoryAndStoreAreFree()
    {
        var (directory, account, port) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount(), await FreePortAsync());
        for (var run = 0; run < 3; run++)
        {
            await using var host = await TestHost.StartAsync(
                azurite, options => options with { DataDirectory = directory, StorageConnectionString = account, Port = port });
            await AssertRunsAsync(host);
        }
    }

    [Fact]
    public async Task WhenTheAppFailsWhileItStops_ThenThatIsToldAndEverythingIsFree()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        LocalHostOptions On(LocalHostOptions options) => options with { DataDirectory = directory, StorageConnectionString = account };
        var host = await TestHost.StartAsync(azurite, options => On(options) with { Settings = TestHost.Settings(("StartUp", "fails later")) });

        var thrown = await Assert.ThrowsAnyAsync<Exception>(async () => await host.DisposeAsync());

        Assert.Contains("The app cannot stop.", thrown.ToString(), StringComparison.Ordinal);
        await using var next = await TestHost.StartAsync(azurite, On);
        await AssertRunsAsync(next);
    }

    [Fact]
    public async Task WhenSeveralHostsStartAtOnce_ThenEachHasItsOwnClockServicesAndStore()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(
            () => TestHost.StartAsync(azurite, options => options with { Clock = TestHost.Start.AddYears(i) }), Cancellation)));
        try
        {
            await hosts[1].Clock.MoveToAsync(TestHost.Start.AddYears(1).AddDays(1), null, Cancellation);
            var clients = hosts.Select(host => host.CreateClient()).ToArray();
            await clients[2].PostAsync("/orders/one?count=2", null, Cancellation);
            await clients[3].PostAsync("/letters", new StringContent("x"), Cancellation);
            var times = await Task.WhenAll(clients.Select(client => client.GetStringAsync("/", Cancellation)));
            var orders = await Task.WhenAll(hosts.Select(host => host.DurableClient.GetInstanceAsync("one", Cancellation)));
            var letters = await Task.WhenAll(clients.Select(client => QueueTests.FetchAsync(client)));
            Array.ForEach(clients, client => client.Dispose());

            Assert.Equal(["/ at 2024-09-01 08:00:00Z", "/ at 2025-09-02 08:00:00Z", "/ at 2026-09-01 08:00:00Z", "/ at 2027-09-01 08:00:00Z"], times);
            Assert.Equal([0, 1, 0, 0], hosts.Select(host => host.Seen().Lines.Count));
            Assert.Equal([false, false, true, false], orders.Select(order => order is not null));
            Assert.Equal([false, false, false, true], letters.Select(letter => letter.StartsWith(": x", StringComparison.Ordinal)));
        }
        finally
        {
            await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task WhenTheWorkerIsLost_ThenTheHostEndsWithAnExitCodeAndOthersGoOn()
    {
        await using var host = await TestHost.StartAsync(azurite);
        await using var other = await TestHost.StartAsync(azurite);

        host.Worker.End();

        Assert.Equal(1, await host.Ended);
        await AssertRunsAsync(other);
    }

    [Fact]
    public async Task WhenTheStoreIsLostToAnother_ThenTheHostEndsWithAnExitCode()
    {
        await using var host = await TestHost.StartAsync(azurite);

        host.Orchestrations.Lose(new InvalidOperationException("lost"));

        Assert.Equal(1, await host.Ended);
    }

    [Fact]
    public async Task WhenTheAppEnds_ThenItsExitCodeIsTheHosts()
    {
        await using var host = await TestHost.StartAsync(azurite, options => options with { Settings = TestHost.Settings(("ExitCode", "7")) });

        host.Stop();
        host.Stop();

        Assert.Equal(7, await host.Ended);
    }

    [Fact]
    public async Task WhenTheHostStopsDuringARequest_ThenTheRequestIsAnswered()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        var seen = host.Seen();
        var asked = client.GetAsync("/held", Cancellation);
        await seen.WaitForAsync("/held began", Cancellation);

        host.Stop();
        await host.Orchestrations.Stopped;
        seen.Add("go");

        Assert.Equal(HttpStatusCode.Accepted, (await asked).StatusCode);
        Assert.Equal(0, await host.Ended);
    }

    [Fact]
    public void WhenArgumentsAreGiven_ThenTheyAreRead()
    {
        var options = new LocalHostOptions().With(
        [
            "--port", "0", "--data=/tmp/x", "--storage", "UseDevelopmentStorage=true", "--clock", "2024-09-01T08:00:00Z", "--app", "app.dll",
            "--ends-with-input=true",
        ]);

        Assert.Equal(0, options.Port);
        Assert.Equal(Path.GetFullPath("/tmp/x"), options.DataDirectory);
        Assert.Equal("UseDevelopmentStorage=true", options.StorageConnectionString);
        Assert.Equal(TestHost.Start, options.Clock);
        Assert.Equal(Path.GetFullPath("app.dll"), options.AppPath);
        Assert.True(options.EndsWithInput);
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(["--port", "x"]));
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(["--clock", "soon"]));
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(["--data"]));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task WhenTheHostHeaderIsForeign_ThenTheRequestIsRefused(string name)
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { Host = name } };

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request, Cancellation)).StatusCode);
    }

    private Task<StartRefusedException> RefusedAsync(Func<LocalHostOptions, LocalHostOptions> with) =>
        Assert.ThrowsAsync<StartRefusedException>(() => TestHost.StartAsync(azurite, with));

    private static async Task AssertRunsAsync(LocalHost host)
    {
        using var client = host.CreateClient();
        Assert.Equal("pong GET", await client.GetStringAsync("/ping", Cancellation));
    }

    // Not one of those that the system hands out by itself: those may be gone before they are used.
    private static async Task<int> FreePortAsync()
    {
        while (true)
        {
            try
            {
                await using var socket = LoopbackSocket.Bind(Random.Shared.Next(20_000, 30_000));
                return socket.Port;
            }
            catch (StartRefusedException)
            {
                // Somebody has it.
            }
        }
    }
}
