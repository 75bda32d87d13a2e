using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>A change and its line in the log are two writes: whatever is lost between them, the line is there once within the hour.</summary>
public sealed class UnloggedTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/bostads-ab/webb";
    private static readonly AssignmentId Id = new(2024, "bostads-ab", "webb");
    private static readonly AnswerChange Good = new("utsedd", new AnswerContent("bra"), 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_process_dies_before_a_change_is_logged_then_it_is_logged_within_the_hour_once_whoever_wrote_since()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await site.Get<AnswerStore>().SaveAsync(Id, [Good], "kollega-1", Act.AnswersSaved, null, Cancellation);
        await site.Get<AnswerStore>()
            .SaveAsync(Id, [Files("[]", 0)], "kollega-1", Act.AttachmentAdded, "abc", Cancellation);
        await company.FillAsync(await company.OpenAsync(Form), "form[data-autosave]", ("q.utsedd", "battre"));

        await site.MoveToAsync("2024-09-16 10:10");
        await site.MoveToAsync("2024-09-16 12:10");

        Assert.Equal(
            ["bostads-ab-vd svar-sparat webb: 1, version 3", "kollega-1 bilaga-tillagd webb abc, version 2", "kollega-1 svar-sparat webb: 1, version 1"],
            (await LogAsync(site)).Order(StringComparer.Ordinal));
        Assert.Empty((await site.Get<AnswerStore>().ReadStateAsync(Id, Cancellation)).Unlogged);
    }

    [Fact]
    public async Task When_a_change_was_made_this_minute_then_the_sweep_leaves_its_line_to_whoever_made_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        await site.MoveToAsync("2024-09-16 10:04");
        await site.Get<AnswerStore>().SaveAsync(Id, [Good], "kollega-1", Act.AnswersSaved, null, Cancellation);

        await site.MoveToAsync("2024-09-16 10:06");
        Assert.Empty(await LogAsync(site));
        await site.MoveToAsync("2024-09-16 11:06");
        Assert.Single(await LogAsync(site));
    }

    [Fact]
    public async Task When_the_storages_answers_are_lost_then_a_change_is_told_of_as_saved_and_logged_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var answers = Answers(site, new LosingAnswers(LosingAnswers.IsWrite));

        var outcome = await answers.SaveAsync(Id, [Good], "bostads-ab-vd");
        var again = await answers.SaveAsync(Id, [Good with { Content = Good.Content with { Value = "battre" }, SeenRevision = 1 }], "bostads-ab-vd");

        Assert.Equal("utsedd", Assert.Single(outcome.Saved));
        Assert.Equal("utsedd", Assert.Single(again.Saved));
        Assert.Empty(again.Conflicts);
        Assert.Equal(["bostads-ab-vd svar-sparat webb: 1, version 1", "bostads-ab-vd svar-sparat webb: 1, version 2"], await LogAsync(site));
    }

    [Fact]
    public async Task When_the_storages_answer_to_a_hand_in_is_lost_then_the_receipt_comes_at_once_and_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.PostAsync(Form, ("q.utsedd", "bra"));
        var view = await site.Get<AnswerStore>().ReadAsync(Id, Cancellation);
        var body = site.Get<City.CityContent>().Body("bostads-ab");
        var who = new Respondent(2024, body, body.Contacts[0], new BodyLink(2024, body.Id, body.Contacts[0].Id));
        var submit = ActivatorUtilities.CreateInstance<SubmitStep>(site.Host.Services, Store(site, new LosingAnswers(LosingAnswers.IsWrite)));
        var decision = new OwnDecision { ByDelegation = true, Date = new DateOnly(2024, 9, 16), Responsible = "vd" };

        Assert.Null(
            await submit.SubmitAsync(
                who,
                site.Get<City.CityContent>().Year(2024).Form("webb"),
                view.State.Version,
                decision,
                site.Orchestrations,
                Cancellation));

        Assert.Single(await site.MailAsync("vd@smastad.example", "Kvitto"));
        Assert.True(await submit.ReopenAsync(Id, "kim", site.Orchestrations, Cancellation));
        Assert.Equal(["kim svar-oppnat webb 1"], (await LogAsync(site)).Where(l => l.Contains("oppnat", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task When_an_answer_is_saved_then_knowing_that_it_is_logged_costs_the_storage_nothing()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var net = new LosingAnswers(_ => false);
        var answers = Answers(site, net);
        await answers.SaveAsync(Id, [Good], "bostads-ab-vd");
        var before = net.Asked;

        var outcome = await answers.SaveAsync(Id, [Good with { Content = Good.Content with { Value = "battre" }, SeenRevision = 1 }], "bostads-ab-vd");

        // The sheet read and written, the log's head read, the line and the head written.
        Assert.Equal(4, net.Asked - before);
        Assert.Equal("webb: 1, version 2", Assert.Single(outcome.Sheet.State.Unlogged).Subject);
    }

    [Fact]
    public async Task When_two_save_at_once_in_a_sheet_that_others_left_full_of_lines_then_both_are_saved_and_every_line_is_logged_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        await site.MoveToAsync("2024-09-16 10:06");
        for (var line = 0; line < 51; line++)
        {
            await site.Get<AnswerStore>()
                .SaveAsync(Id, [Files($"[{line}]", line)], "kollega-1", Act.AttachmentAdded, $"{line}", Cancellation);
        }

        await site.MoveToAsync("2024-09-16 10:30");
        AnswerChange[] changes = [Good, new("eget-svar", new AnswerContent("Vårt svar"), 0)];

        var outcomes = await Task.WhenAll(changes.Select(c => site.Get<LoggedAnswers>().SaveAsync(Id, [c], "bostads-ab-vd")));

        Assert.Equal(["eget-svar", "utsedd"], outcomes.SelectMany(o => o.Saved).Order(StringComparer.Ordinal));
        var log = await LogAsync(site);
        Assert.Equal((53, 53), (log.Count, log.Distinct().Count()));
    }

    private static AnswerStore Store(RunningSite site, LosingAnswers net) => new(new Tables(LosingAnswers.Tables(site.ConnectionString, net)), site.Host.Clock);

    private static LoggedAnswers Answers(RunningSite site, LosingAnswers net) => ActivatorUtilities.CreateInstance<LoggedAnswers>(
        site.Host.Services, Store(site, net), new AuditLog(new Tables(LosingAnswers.Tables(site.ConnectionString, net)), site.Host.Clock));

    private static AnswerChange Files(string json, int seen) => new(AttachmentList.Key, new AnswerContent(json), seen);

    private static async Task<IReadOnlyList<string>> LogAsync(RunningSite site) =>
        [
            .. (await site.Get<AuditLog>().ReadAsync(AuditScope.ForBody(2024, "bostads-ab"), Cancellation))
                .Entries.Where(e => e.What is "svar-sparat" or "svar-oppnat" or "bilaga-tillagd").Select(e => $"{e.Who} {e.What} {e.Subject}"),
        ];
}
