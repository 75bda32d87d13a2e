using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Orchestrations.Sidecar;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using DurableTask.Core;
using Google.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using P = Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Tests.Conformance.Local;

/// <summary>Our own engine on a clock that is moved by hand, with the worker's runner for turns and its shim for activities.</summary>
public sealed class LocalEngine(AzuriteFixture azurite) : ConformanceEngine
{
    private readonly WorkMeter _meter = new();
    private LocalClock _clock = null!;
    private OrchestrationEngine _engine = null!;

    public override TimeSpan ShortWait => TimeSpan.FromDays(10);

    public override TimeSpan LongestTimer => TimeSpan.FromDays(3);

    public override DateTimeOffset Now => _clock.GetUtcNow();

    public override void SkipWhereTheLocalEngineDiffers() =>
        Assert.Skip("The local engine does this in a way of its own: docs/decisions/one-code-two-hosts.md.");

    public override Task PassAsync(TimeSpan time) => _clock.MoveToAsync(Now + time);

    protected override async Task<SidecarServer> StartEngineAsync()
    {
        var account = azurite.TakeAccount();
        _clock = new LocalClock(_meter, null, new DateTimeOffset(2025, 1, 1, 8, 0, 0, TimeSpan.Zero));
        _engine = new OrchestrationEngine(
            new TableServiceClient(account), new BlobServiceClient(account), new OrchestrationCode(RunTurnAsync, RunActivityAsync),
            new OrchestrationOptions { DefaultVersion = DefaultVersion }, _clock, _meter, NullLoggerFactory.Instance);
        await _engine.StartAsync(CancellationToken.None);
        return await SidecarServer.StartAsync(new TaskHubSidecar(_engine));
    }

    protected override async Task StopEngineAsync()
    {
        await _engine.DisposeAsync();
        _clock.Dispose();
    }

    private static P.TaskFailureDetails? ToProtocol(FailureDetails? failure) => failure is null ? null : new()
    {
        ErrorType = failure.ErrorType,
        ErrorMessage = failure.ErrorMessage,
        StackTrace = failure.StackTrace,
        InnerFailure = ToProtocol(failure.InnerFailure),
    };

    private Task<P.OrchestratorResponse> RunTurnAsync(string name, P.OrchestratorRequest request, CancellationToken cancellation)
    {
        if (!Tasks.Orchestrators.TryGetValue(name, out var orchestrator))
        {
            var failed = new P.CompleteOrchestrationAction
            {
                OrchestrationStatus = P.OrchestrationStatus.Failed,
                Result = $"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function.",
            };
            return Task.FromResult(new P.OrchestratorResponse { Actions = { new P.OrchestratorAction { CompleteOrchestration = failed } } });
        }

        var response = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator);
        return Task.FromResult(P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response)));
    }

    private async Task<ActivityResult> RunActivityAsync(ActivityCall call, CancellationToken cancellation)
    {
        if (!Tasks.Activities.TryGetValue(call.Name, out var activity))
        {
            return new ActivityResult(null, new P.TaskFailureDetails());
        }

        var shim = DurableTaskShimFactory.Default.CreateActivity(call.Name, activity);
        try
        {
            return new ActivityResult(await shim.RunAsync(new TaskContext(new OrchestrationInstance { InstanceId = call.InstanceId }), call.Input));
        }
        catch (Exception failed)
        {
            return new ActivityResult(null, ToProtocol(new FailureDetails(failed)));
        }
    }
}
