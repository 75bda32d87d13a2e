using System.Net;
using Arshjulet.Functions.Timeline;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Arshjulet.Worker.Tests.Hosting;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>A worker that ends leaves nobody waiting: everything that was asked of it fails.</summary>
public sealed class EndingTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_client_hangs_up_then_the_invocation_ends_and_the_worker_goes_on_until_it_is_told_to_end()
    {
        await using var host = await AzureHost.StartAsync(DeployedApp.Settings(azurite.TakeAccount()));
        using var http = Clients.Create(host.Address);
        using var upload = new StalledUpload();
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = http.SendAsync(upload.To("/lank"), hangUp.Token);
        await upload.Asked;
        var invocation = Assert.Single(host.UnderWay);

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await invocation;
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/lank", Cancellation)).StatusCode);

        host.Channel.Tell(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        Assert.Equal((0, ""), (await host.Process.Ended, host.Process.Errors));
    }

    [Fact]
    public async Task When_the_worker_is_killed_then_everything_that_was_asked_fails_and_nothing_more_can_be()
    {
        await using var host = await AzureHost.StartAsync(DeployedApp.Settings(azurite.TakeAccount()));
        using var http = Clients.Create(host.Address);
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        StalledUpload[] uploads = [new(), new(), new()];
        var sending = uploads.Select(upload => http.SendAsync(upload.To("/lank"), hangUp.Token)).ToArray();
        await Task.WhenAll(uploads.Select(upload => upload.Asked));
        var underWay = host.UnderWay;
        Assert.Equal(uploads.Length, underWay.Count);

        host.Process.Kill();

        await Assert.AllAsync(underWay, async invocation => await Assert.ThrowsAsync<WorkerLostException>(() => invocation));

        var activity = host.Worker.Find(nameof(YearActivities.ReadDistributionTime))!;
        await Assert.ThrowsAsync<WorkerLostException>(() => host.Worker.InvokeAsync(activity, new TypedData { String = "2024" }, Cancellation));
        await host.Worker.Ended;

        await hangUp.CancelAsync();
        await Task.WhenAny(Task.WhenAll(sending));
    }
}
