using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class TimerFunctionTests(AzuriteFixture azurite)
{
    private readonly ConcurrentQueue<string> _seen = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenTheClockPassesManyOfItsTimes_ThenItRunsOnceAndIsToldThatItIsLate()
    {
        await using var host = await StartAsync();
        Assert.Null(host.Clock.NextDue);

        await host.Clock.MoveToAsync(TestHost.Start.AddDays(5).AddHours(1), null, Cancellation);
        await host.Clock.MoveToAsync(TestHost.Start.AddDays(5).AddHours(22), null, Cancellation);

        // Every day at six: five times passed at once, then one met to the second.
        Assert.Equal(["2024-09-06 09 sen", "2024-09-07 06"], _seen);
    }

    [Fact]
    public async Task WhenItsTimeWasMissedWhileTheHostWasDown_ThenItIsCaughtUpAtTheNextStart()
    {
        var directory = AzuriteFixture.NewDirectory();
        await using (var first = await StartAsync(directory))
        {
            await first.Clock.MoveToAsync(TestHost.Start.AddDays(1), null, Cancellation);
        }

        await using var second = await StartAsync(directory, TestHost.Start.AddDays(3));
        await second.Clock.MoveToAsync(TestHost.Start.AddDays(3), null, Cancellation);

        Assert.Equal(["2024-09-02 08 sen", "2024-09-04 08 sen"], _seen);
    }

    [Fact]
    public async Task WhenTheClockIsMovedOverHttp_ThenItAnswersWhenAllIsDone()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lokalt/klocka")
        {
            Content = SignInTests.Form(("till", "2024-09-02T06:00:00Z")),
            Headers = { { "Accept", "application/json" } },
        };

        var answer = await (await client.SendAsync(request, Cancellation)).Content.ReadFromJsonAsync<JsonObject>(Cancellation);

        Assert.Equal(new DateTimeOffset(2024, 9, 2, 6, 0, 0, TimeSpan.Zero), answer!["now"]!.GetValue<DateTimeOffset>());
        Assert.Equal(["2024-09-02 06"], _seen);
        Assert.Contains("<h1>Klocka</h1>", await client.GetStringAsync("/lokalt/klocka", Cancellation), StringComparison.Ordinal);
    }

    private Task<Local.Hosting.LocalHost> StartAsync(string? directory = null, DateTimeOffset? at = null) => TestHost.StartAsync(
        azurite, typeof(Functions), builder => builder.Services.AddSingleton(_seen), options => options with
        {
            DataDirectory = directory ?? options.DataDirectory,
            Clock = at ?? options.Clock,
            Settings = new Dictionary<string, string?> { ["Svep:Tid"] = "0 0 6 * * *" },
        });

    public sealed class Functions(ConcurrentQueue<string> seen, TimeProvider clock)
    {
        [Function("Svep")]
        public void Svep([TimerTrigger("%Svep:Tid%")] TimerInfo timer) =>
            seen.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-dd HH}{(timer.IsPastDue ? " sen" : "")}"));
    }
}
