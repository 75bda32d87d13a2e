using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Arshjulet.Local.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>A timer function misses none of its times and runs once for all that were missed.</summary>
public sealed class TimerFunctionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_clock_passes_many_of_a_functions_times_then_it_runs_once_and_is_told_that_it_is_late()
    {
        await using var host = await TestHost.StartAsync(azurite);
        Assert.Null(host.Clock.NextDue);

        await host.Clock.MoveToAsync(TestHost.Start.AddDays(5).AddHours(1), null, Cancellation);
        await host.Clock.MoveToAsync(TestHost.Start.AddDays(5).AddHours(22), null, Cancellation);

        // Every day at six: five times passed at once, then one met to the second.
        Assert.Equal(["sweep 2024-09-06 09 late, next 09-07 06", "sweep 2024-09-07 06, next 09-08 06"], host.Seen().Lines);
    }

    [Fact]
    public async Task When_a_functions_time_was_missed_while_the_host_was_down_then_it_is_caught_up_at_the_next_start()
    {
        var directory = AzuriteFixture.NewDirectory();
        await using (var first = await TestHost.StartAsync(azurite, options => options with { DataDirectory = directory }))
        {
            await first.Clock.MoveToAsync(TestHost.Start.AddDays(1), null, Cancellation);
            Assert.Equal(["sweep 2024-09-02 08 late, next 09-03 06"], first.Seen().Lines);
        }

        await using var second = await TestHost.StartAsync(azurite, options => options with { DataDirectory = directory, Clock = TestHost.Start.AddDays(3) });
        await second.Clock.MoveToAsync(TestHost.Start.AddDays(3), null, Cancellation);

        Assert.Equal(["sweep 2024-09-04 08 late, next 09-05 06"], second.Seen().Lines);
    }

    [Fact]
    public async Task When_a_functions_first_time_was_missed_while_the_host_was_down_then_it_is_caught_up_at_the_next_start()
    {
        var directory = AzuriteFixture.NewDirectory();
        await using (var first = await TestHost.StartAsync(azurite, options => options with { DataDirectory = directory }))
        {
            Assert.Empty(first.Seen().Lines);
        }

        await using var second = await TestHost.StartAsync(azurite, options => options with { DataDirectory = directory, Clock = TestHost.Start.AddDays(3) });
        await second.Clock.MoveToAsync(TestHost.Start.AddDays(3), null, Cancellation);

        Assert.Equal(["sweep 2024-09-04 08 late, next 09-05 06"], second.Seen().Lines);
    }

    [Fact]
    public async Task When_the_clock_is_moved_over_HTTP_then_it_answers_when_all_is_done()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lokalt/klocka")
        {
            Content = SignInTests.Form(("till", "2024-09-02T06:00:00Z")),
            Headers = { { "Accept", "application/json" } },
        };

        var moved = await (await client.SendAsync(request, Cancellation)).Content.ReadFromJsonAsync<JsonObject>(Cancellation);

        Assert.Equal(new DateTimeOffset(2024, 9, 2, 6, 0, 0, TimeSpan.Zero), moved!["now"]!.GetValue<DateTimeOffset>());
        Assert.Equal(["sweep 2024-09-02 06, next 09-03 06"], host.Seen().Lines);
        Assert.Contains("<h1>Klocka</h1>", await client.GetStringAsync("/lokalt/klocka", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_run_fails_then_it_is_tried_again_as_its_retries_say()
    {
        await using var host = await StartAtAsync(new DateTimeOffset(2024, 12, 31, 23, 0, 0, TimeSpan.Zero));

        await host.Clock.MoveToAsync(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), null, Cancellation);

        Assert.Equal(["try 0 of 2", "try 1 of 2", "try 2 of 2"], host.Seen().Lines);
    }

    [Fact]
    public async Task When_the_host_stops_during_a_run_then_the_functions_token_is_cancelled_and_the_run_is_caught_up()
    {
        var (directory, due) = (AzuriteFixture.NewDirectory(), new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero));
        await using (var host = await StartAtAsync(due.AddHours(-1), directory))
        {
            var seen = host.Seen();
            var move = host.Clock.MoveToAsync(due, null, Cancellation);
            await seen.WaitForAsync("waiter began", Cancellation);

            host.Stop();

            await move;
            Assert.Equal(0, await host.Ended);
            Assert.Equal(["waiter began", "waiter cancelled"], seen.Lines);
        }

        await using var second = await StartAtAsync(due.AddHours(1), directory);
        await second.Seen().WaitForAsync("waiter began late", Cancellation);
    }

    [Fact]
    public async Task When_a_function_does_not_heed_its_token_then_the_host_stops_all_the_same()
    {
        var due = new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await using var host = await StartAtAsync(due.AddHours(-1));
        var move = host.Clock.MoveToAsync(due, null, Cancellation);
        await host.Seen().WaitForAsync("deaf began", Cancellation);

        host.Stop();

        Assert.Equal(0, await host.Ended);
        await move;
    }

    [Theory]
    [InlineData(null, "The setting 'Sweep:Schedule' is missing; a trigger asks for it.")]
    [InlineData("at six", "Function 'Sweep': the schedule 'at six' cannot be read: ")]
    public async Task When_a_schedule_cannot_be_read_then_the_start_is_refused(string? schedule, string sentence)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => TestHost.StartAsync(azurite, options => options with { Settings = TestHost.Settings(("Sweep:Schedule", schedule)) }));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    // With a sweep that is far off.
    private Task<LocalHost> StartAtAsync(DateTimeOffset time, string? directory = null) => TestHost.StartAsync(azurite, options => options with
    {
        DataDirectory = directory ?? options.DataDirectory,
        Clock = time,
        Settings = TestHost.Settings(("Sweep:Schedule", "0 0 6 1 8 *")),
    });
}
