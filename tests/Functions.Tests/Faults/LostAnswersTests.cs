using Arshjulet.Functions.Access;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Tests.Survey;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>A write whose response was lost is asked for again and is there once, and the client is not told that somebody else made it.</summary>
public sealed class LostAnswersTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_answer_to_a_respondents_new_session_is_lost_then_the_respondent_is_let_in()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var link = new BodyLink(2024, "bostads-ab", "bostads-ab-vd");

        var session = await new LinkSecrets(Losing(site), site.Get<Links>()).StartSessionAsync(link, Cancellation);

        Assert.Equal(link, await site.Get<LinkSecrets>().FindSessionAsync(session, Cancellation));
    }

    [Fact]
    public async Task When_the_answer_to_an_open_links_new_code_is_lost_then_the_manager_goes_on_with_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);

        var secret = await new SurveyCodes(Losing(site)).AddAsync(SurveyCast.At("valnamnden"), Cancellation);

        Assert.NotNull(await site.Get<SurveyCodes>().FindAsync(SurveyCast.At("valnamnden"), secret, Cancellation));
    }

    private static Tables Losing(RunningSite site) => new(LosingAnswers.Tables(site.ConnectionString, new LosingAnswers(LosingAnswers.IsWrite)));
}
