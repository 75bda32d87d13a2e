using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Orchestrations.History;
using Azure.Data.Tables;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>The local engine's store has one owner, keeps payloads whole, and says so when code breaks the rules of replay.</summary>
public sealed class EngineTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_process_on_a_store_in_use_is_refused_and_the_first_goes_on()
    {
        var account = azurite.TakeAccount();
        await using var first = await Waiting(new OrchestrationHost(account)).StartAsync();
        await using var second = Waiting(new OrchestrationHost(account));

        var refused = await Assert.ThrowsAsync<StoreInUseException>(second.StartAsync);

        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await first.RunAsync("Waits")).RuntimeStatus);
    }

    [Fact]
    public async Task An_engine_that_is_stopped_and_started_again_goes_on_where_it_was()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Waiting(new OrchestrationHost(account)).StartAsync())
        {
            await first.RunAsync("Waits", id: "a");
        }

        await using var second = await Waiting(new OrchestrationHost(account)).StartAsync();
        await second.RaiseAsync("a", "e", "svar");

        Assert.Equal("svar", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_engine_stopped_while_an_activity_runs_cancels_it_and_runs_it_again()
    {
        var account = azurite.TakeAccount();
        var began = new TaskCompletionSource();
        var first = await new OrchestrationHost(account)
            .Activity("Slow", async (_, cancellation) =>
            {
                began.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
                return null;
            })
            .Orchestrator("Calls", async context => await context.CallActivityAsync<string>("Slow")).StartAsync();
        await first.StartNewAsync("Calls", id: "a");
        await began.Task;
        await first.DisposeAsync();
        Assert.Equal(0, first.Meter.UnderWay);

        await using var second = await new OrchestrationHost(account)
            .Activity("Slow", _ => "klar")
            .Orchestrator("Calls", async context => await context.CallActivityAsync<string>("Slow")).StartAsync();

        Assert.Equal("klar", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_another_process_writes_then_the_store_is_lost_and_the_engine_stops()
    {
        var account = azurite.TakeAccount();
        await using var host = await Waiting(new OrchestrationHost(account)).StartAsync();
        await host.RunAsync("Waits", id: "a");
        var table = new TableClient(account, "arshjuletInstances");
        var row = (await table.GetEntityAsync<TableEntity>("a", "i-a", cancellationToken: Cancellation)).Value;
        row["Commit"] = "another";
        await table.UpdateEntityAsync(row, row.ETag, cancellationToken: Cancellation);

        await host.RaiseAsync("a", "e");

        var lost = await Assert.ThrowsAsync<StoreLostException>(() => host.Engine.Stopped.WaitAsync(Cancellation));
        Assert.Contains("'a'", lost.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RpcException>(() => host.StartNewAsync("Waits"));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        await host.SettleAsync();
    }

    [Fact]
    public async Task When_the_code_has_changed_between_two_runs_then_the_next_turn_fails_and_names_both()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Calls(new OrchestrationHost(account), "Invite").StartAsync())
        {
            await first.RunAsync("Calls", id: "year-2024");
        }

        await using var second = await Calls(new OrchestrationHost(account), "Remind").StartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await second.ReadAsync("year-2024")).RuntimeStatus);
        await second.RaiseAsync("year-2024", "e");
        var failed = await second.ReadAsync("year-2024");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("scheduled an activity task with sequence number 0 named 'Invite'", failed.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains("task named 'Remind' with this sequence number", failed.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(40_000)]
    [InlineData(600_000)]
    public async Task Payloads_of_any_size_come_back_whole(int length)
    {
        var text = string.Concat(Enumerable.Repeat("\"å😀\\", length / 5));
        var account = azurite.TakeAccount();
        await using (var first = await Echo(new OrchestrationHost(account)).StartAsync())
        {
            await first.RunAsync("Echo", text, "echo");
            await first.RaiseAsync("echo", "more", text);
            await first.SettleAsync();
        }

        await using var second = await Echo(new OrchestrationHost(account)).StartAsync();
        await second.RaiseAsync("echo", "end");
        var echo = await second.ReadAsync("echo");

        Assert.Equal(text + text, echo.ReadOutputAs<string>());
        Assert.Equal(text, echo.ReadCustomStatusAs<string>());
        Assert.Equal(text, echo.ReadInputAs<string>());
    }

    [Fact]
    public async Task Payloads_around_every_boundary_come_back_whole()
    {
        await using var host = await new OrchestrationHost(azurite).StartAsync();

        // A property holds 60,000 bytes, a row eight of them; what is longer goes to a blob.
        int[] sizes = [100, .. new[] { 1, 2, 7, 8 }.SelectMany(parts => Enumerable.Range((parts * 60_000) - 1, 3))];
        var sent = sizes.Select(size => EventOf(size)).ToArray();
        for (var i = 0; i < sent.Length; i++)
        {
            await host.Engine.Store.AddMessageAsync(new("a", $"m-{i:D2}", sent[i], 0, null, i), Cancellation);
        }

        var stored = await host.Engine.Store.MessagesAsync(Cancellation);

        Assert.Equal(sizes, sent.Select(message => message.CalculateSize()));
        Assert.Equal(sent, stored.OrderBy(message => message.Order).Select(message => message.Event));
    }

    [Fact]
    public async Task An_orchestrator_that_asks_for_what_the_host_lacks_fails_and_others_go_on()
    {
        await using var host = await Waiting(new OrchestrationHost(azurite.TakeAccount()) { AfterTurn = AskForEntity })
            .Orchestrator("Asks", async context => await context.WaitForExternalEvent<string>("e")).StartAsync();

        var failed = await host.RunAsync("Asks", id: "asks");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("The local host has no SendEntityMessage: no entities, and no rewinding.", failed.SerializedOutput, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.RunAsync("Waits")).RuntimeStatus);

        static void AskForEntity(OrchestratorResponse response)
        {
            if (response.InstanceId == "asks")
            {
                response.Actions.Add(new OrchestratorAction { Id = 1, SendEntityMessage = new SendEntityMessageAction() });
            }
        }
    }

    [Fact]
    public async Task A_start_that_is_cancelled_at_any_request_leaves_the_store_to_the_next()
    {
        var account = azurite.TakeAccount();
        var completed = false;
        for (var request = 1; !completed; request++)
        {
            Assert.True(request < 50, "The start never completes.");
            var options = new OrchestrationOptions { TaskHub = $"hub{request}" };
            var cut = new CutConnection(request, sendsLast: true);
            using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            await using (var first = Waiting(new OrchestrationHost(account, options) { Connection = cut, Starting = cancelling.Token }))
            {
                var starting = first.StartAsync();
                completed = await Task.WhenAny(starting, cut.Cut) == starting;
                await cancelling.CancelAsync();
                if (!completed)
                {
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
                }

                await first.KillAsync();
            }

            await using var second = await Waiting(new OrchestrationHost(account, options)).StartAsync();
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await second.RunAsync("Waits")).RuntimeStatus);
        }
    }

    [Fact]
    public async Task Many_events_at_once_are_all_received_and_in_order()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Collects", async context =>
            {
                List<int> all = [];
                while (all.Count < 250)
                {
                    all.Add(await context.WaitForExternalEvent<int>("n"));
                }

                return all;
            }).StartAsync();
        var id = await host.StartNewAsync("Collects");
        await host.Client.SuspendInstanceAsync(id, null, Cancellation);
        for (var i = 0; i < 250; i++)
        {
            await host.RaiseAsync(id, "n", i);
        }

        await host.Client.ResumeInstanceAsync(id, null, Cancellation);

        Assert.Equal(Enumerable.Range(0, 250), (await host.ReadAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task An_instances_history_is_read_in_order()
    {
        await using var host = await Calls(new OrchestrationHost(azurite), "Invite").StartAsync();
        await host.RunAsync("Calls", id: "a");

        var history = await host.Engine.ReadHistoryAsync("a", Cancellation);

        Assert.Equal(
            ["OrchestratorStarted", "ExecutionStarted", "TaskScheduled", "OrchestratorStarted", "TaskCompleted"],
            history.Take(5).Select(h => h.EventTypeCase.ToString()));
        Assert.Equal(("Invite", "[\"hej\"]"), (history[2].TaskScheduled.Name, history[2].TaskScheduled.Input));
        Assert.Equal("\"hej\"", history[4].TaskCompleted.Result);
        Assert.All(history, h => Assert.Equal(OrchestrationHost.Beginning, h.Timestamp.ToDateTimeOffset()));
    }

    [Fact]
    public async Task A_logger_in_an_orchestrator_that_is_replayed_writes_once()
    {
        using var logs = new ListedLogs();
        await using var host = await new OrchestrationHost(azurite.TakeAccount()) { Logs = logs }
            .Activity("Same", s => s)
            .Orchestrator("Logs", async context =>
            {
                var log = context.CreateReplaySafeLogger("orchestrator");
                log.LogInformation("först");
                await context.CallActivityAsync<string>("Same");
                await context.CallActivityAsync<string>("Same");
                log.LogInformation("sist");
                return null;
            }).StartAsync();

        await host.RunAsync("Logs");

        Assert.Equal(["först", "sist"], logs.Lines("orchestrator"));
    }

    // A message of exactly so many bytes: its length is written in as many bytes as that of the longest text.
    private static HistoryEvent EventOf(int size)
    {
        var message = HistoryEvents.At(OrchestrationHost.Beginning, e => e.EventRaised = new EventRaisedEvent { Name = "e", Input = new string('x', size) });
        message.EventRaised.Input = new string('x', size - (message.CalculateSize() - size));
        return message;
    }

    private static OrchestrationHost Waiting(OrchestrationHost host) =>
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e"));

    private static OrchestrationHost Calls(OrchestrationHost host, string activity) => host
        .Activity(activity, s => s)
        .Orchestrator("Calls", async context =>
        {
            await context.CallActivityAsync<string>(activity, "hej");
            return await context.WaitForExternalEvent<string>("e");
        });

    private static OrchestrationHost Echo(OrchestrationHost host) => host
        .Activity("Same", s => s)
        .Orchestrator<string>("Echo", async (context, input) =>
        {
            var text = await context.CallActivityAsync<string>("Same", input);
            context.SetCustomStatus(text);
            text += await context.WaitForExternalEvent<string>("more");
            await context.WaitForExternalEvent<string>("end");
            return text;
        });
}
