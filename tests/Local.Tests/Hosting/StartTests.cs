using System.Net;
using Arshjulet.Local.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>A host that cannot start says why in a sentence and leaves everything free; one that has started is its store's only owner.</summary>
public sealed class StartTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_port_is_taken_then_the_start_is_refused_with_a_sentence()
    {
        await using var first = await TestHost.StartAsync(azurite);

        var refused = await RefusedAsync(options => options with { Port = first.Address.Port });

        Assert.Equal($"Port {first.Address.Port} is already in use; choose another with --port, or --port 0 for any free one.", refused.Message);
    }

    [Fact]
    public async Task When_the_data_directory_is_in_use_then_a_second_host_is_refused_and_the_first_goes_on()
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
    public async Task When_the_data_directory_has_another_format_then_the_start_is_refused_and_the_directory_is_left_as_it_was(string file, string content)
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
    public async Task When_two_hosts_share_one_store_then_the_second_is_refused_and_the_first_goes_on()
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
    public async Task When_the_file_is_not_an_app_then_the_start_is_refused_and_the_port_is_free(string file, string sentence)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var port = await FreePortAsync();

        var refused = await RefusedAsync(options => options with { App = null, AppPath = path, Port = port });

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        await using var next = await TestHost.StartAsync(azurite, options => options with { Port = port });
    }

    [Fact]
    public async Task When_no_app_is_named_then_the_start_is_refused() =>
        Assert.Equal("There is no app to run: name its .dll with --app.", (await RefusedAsync(options => options with { App = null })).Message);

    [Theory]
    [InlineData("fails", null, typeof(InvalidOperationException), "The app cannot start.")]
    [InlineData("stops", null, typeof(StartRefusedException), "Arshjulet.Local.TestApp was stopped before it ran.")]
    [InlineData("never", "3", typeof(AppEndedException), "Arshjulet.Local.TestApp ended without running, with exit code 3.")]
    public async Task When_the_app_does_not_start_then_its_reason_is_given_and_everything_is_free(string startUp, string? exitCode, Type fault, string sentence)
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
    public async Task When_a_host_has_stopped_then_its_port_directory_and_store_are_free()
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
    public async Task When_the_app_fails_while_it_stops_then_the_fault_is_reported_and_everything_is_free()
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
    public async Task When_several_hosts_start_at_once_then_each_has_its_own_clock_services_and_store()
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
    public async Task When_the_worker_is_lost_then_the_host_ends_with_an_exit_code_and_others_go_on()
    {
        await using var host = await TestHost.StartAsync(azurite);
        await using var other = await TestHost.StartAsync(azurite);

        host.Worker.End();

        Assert.Equal(1, await host.Ended);
        await AssertRunsAsync(other);
    }

    [Fact]
    public async Task When_the_store_is_lost_to_another_then_the_host_ends_with_an_exit_code()
    {
        await using var host = await TestHost.StartAsync(azurite);

        host.Orchestrations.Lose(new InvalidOperationException("lost"));

        Assert.Equal(1, await host.Ended);
    }

    [Fact]
    public async Task When_the_app_ends_then_its_exit_code_is_the_hosts()
    {
        await using var host = await TestHost.StartAsync(azurite, options => options with { Settings = TestHost.Settings(("ExitCode", "7")) });

        host.Stop();
        host.Stop();

        Assert.Equal(7, await host.Ended);
    }

    [Fact]
    public async Task When_the_host_stops_during_a_request_then_the_request_is_answered()
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
    public void When_arguments_are_given_then_they_are_read()
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
    }

    [Theory]
    [InlineData("--port", "x")]
    [InlineData("--clock", "soon")]
    [InlineData("--data")]
    public void When_an_argument_cannot_be_read_then_the_start_is_refused(params string[] arguments) =>
        Assert.Throws<StartRefusedException>(() => new LocalHostOptions().With(arguments));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task When_the_host_header_is_foreign_then_the_request_is_refused(string name)
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
