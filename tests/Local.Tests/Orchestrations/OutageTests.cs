using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Nothing is lost while the storage goes away and comes back.</summary>
public sealed class OutageTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_storage_is_away_for_a_while_then_nothing_is_lost_and_clients_are_told(bool losesAnswers)
    {
        var store = new UnreliableStore { LosesAnswers = losesAnswers };
        var release = new TaskCompletionSource<object?>();
        await using var host = await new OrchestrationHost(azurite.TakeAccount()) { Connection = store }
            .Activity("Held", (_, _) => release.Task)
            .Activity("Same", s => s)
            .Orchestrator("Calls", async context =>
                await context.CallActivityAsync<string>("Held") + await context.CallActivityAsync<string>("Same", "b")).StartAsync();
        var id = await host.StartNewAsync("Calls");
        while (host.Calls.IsEmpty)
        {
            await Task.Yield();
        }

        store.IsAway = true;
        release.SetResult("a");
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.StartNewAsync("Calls"));
        Assert.Equal((StatusCode.Unavailable, "The storage does not answer: The storage is away."), (refused.StatusCode, refused.Status.Detail));
        while (store.Refused < 3)
        {
            await Task.Yield();
        }

        store.IsAway = false;

        Assert.Equal("ab", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_the_response_to_a_start_is_lost_then_a_new_start_finds_the_instance_and_it_begins()
    {
        var store = new UnreliableStore { LosesAnswers = true };
        await using var host = await new OrchestrationHost(azurite.TakeAccount()) { Connection = store }
            .Orchestrator<string>("Ends", (_, input) => Task.FromResult<object?>(input)).StartAsync();
        store.IsAway = true;
        await Assert.ThrowsAsync<RpcException>(() => host.StartNewAsync("Ends", "first", "year-2024"));
        store.IsAway = false;

        await Assert.ThrowsAnyAsync<Exception>(() => host.StartNewAsync("Ends", "second", "year-2024"));

        var state = await host.ReadAsync("year-2024");
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "first"), (state.RuntimeStatus, state.ReadOutputAs<string>()));
    }
}
