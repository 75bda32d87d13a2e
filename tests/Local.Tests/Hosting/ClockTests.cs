using Arshjulet.Local.Clock;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The clock that is moved passes no timer by, and never goes back.</summary>
public sealed class ClockTests
{
    private readonly WorkMeter _meter = new();
    private readonly List<string> _seen = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_clock_is_moved_then_it_stops_at_each_timer_in_order()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        Set(clock, "tredje", hours: 3);
        Set(clock, "första", hours: 1);
        Set(clock, "andra", hours: 2);
        Set(clock, "senare", hours: 9);

        await clock.MoveToAsync(TestHost.Start.AddHours(4), null, Cancellation);

        Assert.Equal(["första 09", "andra 10", "tredje 11"], _seen);
        Assert.Equal(TestHost.Start.AddHours(4), clock.GetUtcNow());
        Assert.Equal(TestHost.Start.AddHours(9), clock.NextDue);
    }

    [Fact]
    public async Task When_a_timer_causes_work_then_the_clock_waits_for_it_and_for_the_timers_it_sets()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        using var timer = clock.CreateTimer(
            _ =>
            {
                var work = _meter.Begin();
                _ = Task.Run(async () =>
                {
                    await Task.Yield();
                    Set(clock, "satt på vägen", hours: 1);
                    _seen.Add($"arbete {clock.GetUtcNow():HH}");
                    work.Dispose();
                });
            },
            null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        Set(clock, "efteråt", hours: 3);

        await clock.MoveToAsync(TestHost.Start.AddHours(4), null, Cancellation);

        Assert.Equal(["arbete 09", "satt på vägen 10", "efteråt 11"], _seen);
    }

    [Fact]
    public async Task When_a_timer_repeats_then_each_time_is_a_stop()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        using var timer = clock.CreateTimer(_ => _seen.Add($"{clock.GetUtcNow():HH}"), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        await clock.MoveToAsync(TestHost.Start.AddHours(3), null, Cancellation);

        Assert.Equal(["09", "10", "11"], _seen);
    }

    [Fact]
    public async Task When_the_clock_is_moved_to_the_next_timer_then_it_stops_there()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        Assert.False(await clock.MoveToNextAsync(Cancellation));
        Set(clock, "en", hours: 5);

        Assert.True(await clock.MoveToNextAsync(Cancellation));

        Assert.Equal(["en 13"], _seen);
        Assert.Equal(TestHost.Start.AddHours(5), clock.GetUtcNow());
    }

    [Fact]
    public async Task When_the_host_is_started_again_then_the_clock_goes_on_and_never_back()
    {
        var file = new ClockFile(Path.Combine(AzuriteFixture.NewDirectory(), "clock.txt"));
        using (var first = new LocalClock(_meter, file, TestHost.Start))
        {
            await first.MoveToAsync(TestHost.Start.AddDays(10), null, Cancellation);
        }

        using var kept = new LocalClock(_meter, file);
        using var earlier = new LocalClock(_meter, file, TestHost.Start);
        using var later = new LocalClock(_meter, file, TestHost.Start.AddDays(20));

        Assert.Equal(TestHost.Start.AddDays(10), kept.GetUtcNow());
        Assert.Equal(TestHost.Start.AddDays(10), earlier.GetUtcNow());
        Assert.Equal(TestHost.Start.AddDays(20), later.GetUtcNow());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kept.MoveToAsync(TestHost.Start, null, Cancellation));
    }

    [Fact]
    public async Task When_the_clock_follows_the_machine_then_timers_fire_by_themselves()
    {
        using var clock = new LocalClock(_meter);
        var fired = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(Cancellation);

        Assert.False(clock.IsMovedByHand);
    }

    [Fact]
    public async Task When_a_timer_is_due_at_once_then_it_fires_though_the_clock_stands_still()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        var fired = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(Cancellation);

        Assert.Equal(TestHost.Start, clock.GetUtcNow());
    }

    [Fact]
    public async Task When_a_timer_is_due_at_once_then_nothing_is_idle_before_it_has_fired()
    {
        using var clock = new LocalClock(_meter, null, TestHost.Start);
        for (var i = 0; i < 100; i++)
        {
            var fired = false;
            using var timer = clock.CreateTimer(_ => fired = true, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

            await _meter.WhenIdleAsync(Cancellation);

            Assert.True(fired);
        }
    }

    private void Set(LocalClock clock, string name, int hours) =>
        clock.CreateTimer(_ => _seen.Add($"{name} {clock.GetUtcNow():HH}"), null, TimeSpan.FromHours(hours), Timeout.InfiniteTimeSpan);
}
