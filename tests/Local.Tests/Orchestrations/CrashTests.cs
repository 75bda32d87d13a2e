using Arshjulet.Local.Orchestrations;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>A process may be killed at any instant: another goes on from what is stored, and comes to the same end.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_a_process_is_killed_at_any_request_then_another_comes_to_the_same_end(bool lastIsStored)
    {
        var account = azurite.TakeAccount();
        var uncut = 0;
        for (var request = 1; uncut == 0; request++)
        {
            Assert.True(request < 200, "The story never runs to its end.");
            var options = new OrchestrationOptions { TaskHub = $"hub{request}" };
            var cut = new CutConnection(request, lastIsStored);
            await using (var first = Story(new OrchestrationHost(account, options) { Connection = cut }))
            {
                var told = TellAsync(first);
                if (await Task.WhenAny(told, cut.Cut) == told)
                {
                    await told;
                    uncut = request;
                }

                await first.KillAsync();
            }

            await using var second = Story(new OrchestrationHost(account, options));
            await TellAsync(second);
            await second.PassAsync(TimeSpan.FromDays(30));
            var parent = await second.ReadAsync("parent");
            Assert.Equal("a-svar, barn: x-b, a, b, 3, klart", parent.ReadOutputAs<string>());
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await second.ReadAsync("child")).RuntimeStatus);
            Assert.Empty(second.Engine.Instances.All);
            Assert.Empty(await second.StoredMessagesAsync());
        }

        Assert.True(uncut > 15, $"Only {uncut} requests were cut.");
    }

    // All that crosses from one partition to another, and all that waits: activities, a timer, events of both kinds, a child, starting over.
    private static OrchestrationHost Story(OrchestrationHost host) => host
        .Activity("Answer", s => s + "-svar")
        .Orchestrator<string>("Child", async (context, input) =>
        {
            context.SendEvent("parent", "from-child", "a");
            context.SendEvent("parent", "from-child", "b");
            return $"barn: {input}-{await context.WaitForExternalEvent<string>("to-child")}";
        })
        .Orchestrator<string>("Parent", async (context, soFar) =>
        {
            if (soFar is not null)
            {
                var count = 0;
                while (await context.WaitForExternalEvent<string>("told") != "end")
                {
                    count++;
                }

                return $"{soFar}, {count}, klart";
            }

            var answer = await context.CallActivityAsync<string>("Answer", "a");
            await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
            var child = context.CallSubOrchestratorAsync<string>("Child", "x", new SubOrchestrationOptions(instanceId: "child"));
            var first = await context.WaitForExternalEvent<string>("from-child");
            context.SendEvent("child", "to-child", "b");
            var second = await context.WaitForExternalEvent<string>("from-child");
            context.ContinueAsNew($"{answer}, {await child}, {first}, {second}");
            return null;
        });

    // Does what has not been done: what was stored before the kill is not done again.
    private static async Task TellAsync(OrchestrationHost host)
    {
        await host.StartAsync();
        if (await host.Client.GetInstanceAsync("parent", true, Cancellation) is null)
        {
            await host.StartNewAsync("Parent", id: "parent");
        }

        for (var told = await ToldAsync(host); told < 4; told++)
        {
            await host.RaiseAsync("parent", "told", told == 3 ? "end" : $"{told}");
        }

        await host.PassAsync(TimeSpan.FromDays(4));
    }

    // How many were stored, whether a turn has taken them in or not.
    private static async Task<int> ToldAsync(OrchestrationHost host)
    {
        await host.SettleAsync();
        var history = await host.Engine.ReadHistoryAsync("parent", Cancellation);
        var ended = (await host.Client.GetInstanceAsync("parent", Cancellation))!.IsCompleted;
        return ended ? 4 : history.Count(h => h.EventRaised?.Name == "told");
    }
}
