using System.Globalization;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Local.Orchestrations;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

public sealed class LongYearTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("settle-2024")]
    [InlineData("body-2024-bostads-ab")]
    [InlineData("remind-2024")]
    public async Task When_the_year_is_long_then_its_orchestrations_histories_stay_short(string instance)
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "webb");
        await site.MoveToAsync("2024-09-16 10:10");
        var before = await LengthAsync();

        for (var day = 17; day <= 28; day++)
        {
            await site.MoveToAsync(string.Create(CultureInfo.InvariantCulture, $"2024-09-{day} 10:10"));
            await company.PostAsync("/svar/2024/bostads-ab/webb/oppna");
            await company.SubmitAsync("bostads-ab", "webb");
            await site.Orchestrations.RaiseEventAsync(instance, "Changed", TestContext.Current.CancellationToken);
        }

        Assert.InRange(await LengthAsync(), 1, before + 2);

        async Task<int> LengthAsync()
        {
            await site.RestAsync();
            return (await site.Get<OrchestrationEngine>().ReadHistoryAsync(instance, TestContext.Current.CancellationToken)).Count;
        }
    }
}
