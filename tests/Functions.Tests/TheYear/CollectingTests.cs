using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>What a body hands in is frozen as it was sent, once, and opened again only as the rules say.</summary>
public sealed class CollectingTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";

    [Fact]
    public async Task When_answers_are_saved_then_they_are_in_the_form_the_next_time()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        var saved = await respondent.PostAsync(Form, ("q.ansvar", "battre"), ("k.ansvar", "Nästan"), ("q.slutsats", "Två\r\nrader"));

        Assert.Contains("Svaren är sparade.", saved.Text, StringComparison.Ordinal);
        using var later = await site.BuildingAsync();
        var page = await later.OpenAsync(Form);
        Assert.Equal("battre", page.ValueOf("q.ansvar"));
        Assert.Equal("Nästan", page.ValueOf("k.ansvar"));
        Assert.Equal("Två\nrader", page.ValueOf("q.slutsats"));
        Assert.Contains("2 av 4 frågor är besvarade", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_something_is_unanswered_then_it_cannot_be_handed_in_and_the_page_says_what()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.ansvar", "bra"));

        var refused = await respondent.HandInAsync(Form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal([("svar-rutiner", "Obesvarad: Rutinerna är kända"), ("svar-slutsats", "Obesvarad: Vad drar ni för slutsats?")], refused.Faults);
        Assert.All(refused.Faults, f => Assert.NotNull(refused.Document.GetElementById(f.Field)));
        Assert.Equal("45", refused.ValueOf("paragraf"));
    }

    [Fact]
    public async Task When_a_form_is_handed_in_then_there_is_a_receipt_on_the_page_and_by_mail()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        var receipt = await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        Assert.Equal($"{Form}/kvitto", receipt.Address.AbsolutePath);
        var fingerprint = receipt.Document.QuerySelector("code")!.TextContent;
        var mail = Assert.Single(await site.MailAsync("samordnare@smastad.example", "Kvitto"));
        Assert.Contains(fingerprint, mail.Html, StringComparison.Ordinal);
        using var reader = await site.OfficeAsync("Reader");
        Assert.Contains("Vi är på god väg.", (await reader.OpenAsync("/kansli/2024/svar/byggnamnden/sjalvskattning")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_an_answer_was_changed_since_the_page_was_checked_then_nothing_is_handed_in_and_the_page_shows_the_new_answer(bool saysVersion)
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        using var other = await site.BuildingAsync();
        await respondent.PostAsync(Form, Cast.SelfAssessment);
        var check = await respondent.OpenAsync($"{Form}/kontrollera");
        await other.PostAsync(Form, ("q.slutsats", "Det är inte bra alls."));

        var refused = await respondent.FillAsync(check, "main form", [.. Cast.Decision, .. saysVersion ? [] : new[] { ("version", "") }]);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Någon har ändrat svaren", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.GetElementById(refused.Faults[0].Field));
        Assert.Contains("Det är inte bra alls.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("45", refused.ValueOf("paragraf"));
        Assert.Empty(await site.MailAsync("samordnare@smastad.example", "Kvitto"));

        Assert.Equal($"{Form}/kvitto", (await respondent.FillAsync(refused, "main form")).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_form_is_handed_in_many_times_at_once_then_it_is_one_submission_and_one_receipt()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, Cast.SelfAssessment);

        var version = (await respondent.OpenAsync($"{Form}/kontrollera")).ValueOf("version")!;

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => respondent.HandInAsync(Form, version)));
        var again = await respondent.HandInAsync(Form, version);

        Assert.All([.. pages, again], p => Assert.Equal($"{Form}/kvitto", p.Address.AbsolutePath));
        Assert.Single(pages.Select(p => p.Document.QuerySelector("code")!.TextContent).Distinct());
        Assert.Single(await site.MailAsync("samordnare@smastad.example", "Kvitto"));
        var assignment = (await site.Get<AssignmentStore>().OfBodyAsync(2024, "byggnamnden", TestContext.Current.CancellationToken))
            .Single(a => a.Id.Form == "sjalvskattning");
        Assert.Equal(1, assignment.Sequence);
    }

    [Fact]
    public async Task When_a_form_is_opened_again_then_the_next_submission_is_the_second_and_both_have_receipts()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        await respondent.PostAsync($"{Form}/oppna");
        await respondent.PostAsync(Form, ("q.rutiner", "daligt"));
        await respondent.HandInAsync(Form);

        Assert.Equal(2, (await site.MailAsync("samordnare@smastad.example", "Kvitto")).Count);
        var assignment = (await site.Get<AssignmentStore>().OfBodyAsync(2024, "byggnamnden", TestContext.Current.CancellationToken))
            .Single(a => a.Id.Form == "sjalvskattning");
        Assert.Equal((true, 2), (assignment.Submitted, assignment.Sequence));
    }

    [Fact]
    public async Task When_the_deadline_has_passed_then_only_the_secretary_opens_an_answer_again()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        await site.MoveToAsync("2024-11-30 00:00");

        var own = await respondent.PostAsync($"{Form}/oppna");
        Assert.Equal($"{Form}/kvitto", own.Address.AbsolutePath);

        using var secretary = await site.OfficeAsync();
        await secretary.PostAsync("/kansli/2024/svar/byggnamnden/sjalvskattning/oppna");
        Assert.Equal(Form, (await respondent.OpenAsync(Form)).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_two_write_different_things_then_the_later_sees_both()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.ansvar", "bra"), ("r.ansvar", "0"));

        var later = await respondent.PostAsync(Form, ("q.ansvar", "daligt"), ("r.ansvar", "0"), ("q.rutiner", "bra"), ("r.rutiner", "0"));

        Assert.Equal("q.ansvar", later.Faults.Single().Field);
        Assert.Equal("daligt", later.ValueOf("q.ansvar"));
        var page = await respondent.OpenAsync(Form);
        Assert.Equal(("bra", "bra"), (page.ValueOf("q.ansvar"), page.ValueOf("q.rutiner")));
    }
}
