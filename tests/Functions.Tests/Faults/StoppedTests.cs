using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Tests.Survey;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>An orchestration that fails for good is seen by the office and can be started again.</summary>
public sealed class StoppedTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_step_fails_for_good_then_the_office_sees_what_has_stopped_and_starts_it_again()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await site.Get<TableServiceClient>().DeleteTableAsync("Links", Cancellation);
        await site.MoveToAsync("2024-09-16 08:30");

        await site.MoveToAsync("2024-09-16 08:45");
        var page = await secretary.OpenAsync("/kansli/2024");
        Assert.Contains("Utskicket till Byggnämnden stannade 16 september 2024 kl. 08.40.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Påminnelserna", page.Text, StringComparison.Ordinal);
        using var reader = await site.OfficeAsync("Reader");
        Assert.Null((await reader.OpenAsync("/kansli/2024")).Document.QuerySelector("form[action$='/omstart']"));

        await site.Get<TableServiceClient>().CreateTableAsync("Links", Cancellation);
        await secretary.FillAsync(page, "form[action$='/omstart']");

        Assert.Equal(7, (await site.MailAsync()).Count);
        Assert.DoesNotContain("har stannat", (await secretary.OpenAsync("/kansli/2024")).Text, StringComparison.Ordinal);
        Assert.Contains("body-2024-byggnamnden", (await secretary.OpenAsync("/kansli/2024/logg")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_step_fails_for_good_then_it_is_tried_again_every_hour_and_the_office_sees_that_too()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await site.Get<TableServiceClient>().DeleteTableAsync("Links", Cancellation);
        await site.MoveToAsync("2024-09-16 08:30");
        await site.MoveToAsync("2024-09-16 09:06");

        await site.MoveToAsync("2024-09-16 09:09");
        Assert.Contains(
            "Utskicket till Byggnämnden har stannat. Ett nytt försök pågår sedan 16 september 2024 kl. 09.06.",
            (await secretary.OpenAsync("/kansli/2024")).Text,
            StringComparison.Ordinal);

        await site.Get<TableServiceClient>().CreateTableAsync("Links", Cancellation);
        await site.MoveToAsync("2024-09-16 10:06");
        Assert.Equal(7, (await site.MailAsync()).Count);
    }

    [Fact]
    public async Task When_a_round_of_mail_to_the_managers_stops_then_the_office_sees_it_and_starts_it_again()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var secretary = await site.SurveyOfficeAsync();
        await secretary.UploadAddressesAsync("kulturnamnden", SurveyCast.File("chef@malmo.example"));
        await site.Get<TableServiceClient>().DeleteTableAsync("Mail", Cancellation);
        await site.Orchestrations.ScheduleNewOrchestrationInstanceAsync(
            "SurveyMailOrchestrator",
            new SurveyRound(2024, "inbjudan"),
            new Microsoft.DurableTask.StartOrchestrationOptions("enkat-2024-inbjudan-5"),
            Cancellation);
        await site.MoveToAsync("2024-09-05 09:30");
        await site.MoveToAsync("2024-09-05 09:45");
        await site.Get<TableServiceClient>().CreateTableAsync("Mail", Cancellation);

        var page = await secretary.OpenAsync("/kansli/2024");
        Assert.Contains("Utskicket av chefsenkäten stannade", page.Text, StringComparison.Ordinal);
        await secretary.FillAsync(page, "form[action$='/omstart']");
        await site.RestAsync();

        Assert.Equal(5, (await site.MailAsync(about: "Chefsenkät")).Count);
        Assert.DoesNotContain("har stannat", (await secretary.OpenAsync("/kansli/2024")).Text, StringComparison.Ordinal);
        Assert.Contains("enkat-2024-inbjudan-5", (await secretary.OpenAsync("/kansli/2024/logg")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_year_begins_anew_then_it_takes_up_what_runs_and_closes_as_ever()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        var body = await site.Orchestrations.GetInstanceAsync("body-2024-byggnamnden", Cancellation);

        await site.Orchestrations.TerminateInstanceAsync("year-2024", Cancellation);
        await site.Orchestrations.TerminateInstanceAsync("settle-2024", Cancellation);
        await site.MoveToAsync("2024-09-16 10:06");

        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync("year-2024"));
        Assert.Equal(body!.CreatedAt, (await site.Orchestrations.GetInstanceAsync("body-2024-byggnamnden", Cancellation))!.CreatedAt);
        await site.CompileAsync(secretary);
        await site.SettleAsync(secretary);
        await Assert.AllAsync(
            ["year-2024", "body-2024-byggnamnden", "remind-2024", "settle-2024"],
            async instance => Assert.Equal(OrchestrationRuntimeStatus.Completed, await StatusAsync(instance)));

        async Task<OrchestrationRuntimeStatus> StatusAsync(string instance) =>
            (await site.Orchestrations.GetInstanceAsync(instance, Cancellation))!.RuntimeStatus;
    }
}
