using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>When the queue or the orchestrations do not answer, what was stored before they were asked is kept.</summary>
public sealed class QueueAwayTests(AzuriteFixture azurite)
{
    private static readonly AssignmentId Id = new(2024, "bostads-ab", "webb");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_queue_does_not_take_a_mail_then_the_sweep_has_it_sent()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var outbox = ActivatorUtilities.CreateInstance<Outbox>(site.Host.Services, new QueueAway());
        var invitation = (await outbox.OfYearAsync(2024, Cancellation)).First(m => m.Contact == "bostads-ab-vd");

        await outbox.PutAsync(invitation with { Id = "inbjudan-igen" }, site.Orchestrations, Cancellation);

        Assert.Equal(MailState.Queued, (await outbox.FindAsync(2024, "inbjudan-igen", Cancellation))!.State);
        await site.MoveToAsync("2024-09-16 10:30");
        Assert.NotEqual(MailState.Queued, (await outbox.FindAsync(2024, "inbjudan-igen", Cancellation))!.State);
    }

    [Fact]
    public async Task When_the_orchestrations_do_not_answer_then_a_form_is_opened_again_all_the_same()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "webb");

        Assert.True(await site.Get<SubmitStep>().ReopenAsync(Id, "bostads-ab-vd", new OrchestrationsAway(), Cancellation));

        Assert.False((await site.Get<AssignmentStore>().OfBodyAsync(2024, "bostads-ab", Cancellation)).Single(a => a.Id == Id).Submitted);
    }

    [Fact]
    public void When_the_queue_does_not_answer_a_page_then_the_page_says_so()
    {
        var page = new ErrorPages(NullLogger<ErrorPages>.Instance)
            .PageFor(new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem), new DefaultHttpContext());

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Assert.IsAssignableFrom<IStatusCodeHttpResult>(page).StatusCode);
    }

    private sealed class QueueAway : ServiceBusClient
    {
        public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender();

        private sealed class Sender : ServiceBusSender
        {
            public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
                throw new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem);
        }
    }

    private sealed class OrchestrationsAway() : DurableTaskClient("away")
    {
        private static Exception Away => new HttpRequestException("away");

        public override Task<string> ScheduleNewOrchestrationInstanceAsync(
            TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) => throw Away;

        public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
            throw Away;

        public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
            string instanceId,
            bool getInputsAndOutputs = false,
            CancellationToken cancellation = default) =>
            throw Away;

        public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
            string instanceId,
            bool getInputsAndOutputs = false,
            CancellationToken cancellation = default) =>
            throw Away;

        public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw Away;

        public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw Away;

        public override Task<OrchestrationMetadata?> GetInstancesAsync(
            string instanceId,
            bool getInputsAndOutputs = false,
            CancellationToken cancellation = default) =>
            throw Away;

        public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw Away;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
