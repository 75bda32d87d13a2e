using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Azure.Data.Tables;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>A hand-in or an opening that was cut off between its two writes is completed within the hour, once. The torn rows are made here.</summary>
public sealed class CutOffTests(AzuriteFixture azurite)
{
    private const string Office = "/kansli/2024/svar/bostads-ab";
    private static readonly AssignmentId Id = new(2024, "bostads-ab", "webb");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_process_dies_as_a_form_is_opened_again_then_it_is_not_counted_and_within_the_hour_the_office_sees_it_open()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await SubmittedAsync(site);
        using var secretary = await site.OfficeAsync();

        await site.Get<AnswerStore>().TryReopenAsync(Id, await site.Get<AnswerStore>().ReadStateAsync(Id, Cancellation), Opened, Cancellation);

        Assert.Contains("med allt från 0 av 5", (await site.CompileAsync(secretary)).Text, StringComparison.Ordinal);
        await site.MoveToAsync("2024-09-16 10:10");
        Assert.False((await RowAsync(site)).Submitted);
        Assert.Contains("Inte inlämnat", (await secretary.OpenAsync(Office)).Text, StringComparison.Ordinal);
        Assert.Equal("kim", Assert.Single(await LogAsync(site, "svar-oppnat")).Who);
    }

    [Fact]
    public async Task When_the_process_dies_as_a_form_is_handed_in_then_the_rest_follows_within_the_hour_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await SubmittedAsync(site);
        await site.TableNamed("Assignments").UpsertEntityAsync(
            new TableEntity("2024-bostads-ab", "webb") { ["Body"] = "bostads-ab", ["Submitted"] = false, ["Sequence"] = 0 },
            TableUpdateMode.Replace,
            Cancellation);

        await site.MoveToAsync("2024-09-16 10:10");

        Assert.True((await RowAsync(site)).Submitted);
        Assert.Single(await LogAsync(site, "svar-inlamnat"));
        Assert.Equal(2, (await site.MailAsync("vd@smastad.example", "Kvitto")).Count);
    }

    [Fact]
    public async Task When_a_form_was_handed_in_anew_meanwhile_then_what_was_kept_before_it_does_not_open_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var company = await SubmittedAsync(site);
        var first = await site.Get<AnswerStore>().ReadStateAsync(Id, Cancellation);
        await company.PostAsync("/svar/2024/bostads-ab/webb/oppna");
        await company.SubmitAsync("bostads-ab", "webb");

        Assert.Null(await site.Get<AnswerStore>().TryReopenAsync(Id, first, Opened, Cancellation));

        var state = await site.Get<AnswerStore>().ReadStateAsync(Id, Cancellation);
        Assert.Equal((true, 2), (state.Locked, state.Sequence));
    }

    [Fact]
    public async Task When_a_submit_is_slow_to_follow_then_it_does_not_undo_what_came_after_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var company = await SubmittedAsync(site);
        var submitted = await site.Get<AnswerStore>().ReadStateAsync(Id, Cancellation);
        await company.PostAsync("/svar/2024/bostads-ab/webb/oppna");

        await site.Get<AssignmentStore>().UpdateAsync(Id, submitted, Cancellation);

        Assert.False((await RowAsync(site)).Submitted);
    }

    private static async Task<Browser> SubmittedAsync(RunningSite site)
    {
        await site.DistributeAsync();
        var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await company.SubmitAsync("bostads-ab", "webb");
        return company;
    }

    private static async Task<Assignment> RowAsync(RunningSite site) =>
        (await site.Get<AssignmentStore>().OfBodyAsync(2024, "bostads-ab", Cancellation)).Single(a => a.Id == Id);

    /// <summary>What an office user who opens the form wants logged.</summary>
    private static UnloggedChange Opened => UnloggedChange.Create("kim", Act.Reopened, "webb 1", new DateTimeOffset(2024, 9, 16, 7, 0, 0, TimeSpan.Zero));

    private static async Task<IReadOnlyList<AuditEntry>> LogAsync(RunningSite site, string what) =>
        [
            .. (await site.Get<AuditLog>().ReadAsync(AuditScope.ForBody(2024, "bostads-ab"), Cancellation))
                .Entries.Where(e => e.What == what && e.Subject.StartsWith("webb ", StringComparison.Ordinal)),
        ];
}
