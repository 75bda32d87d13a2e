using System.Globalization;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>The histories of a year's orchestrations stay short however long the year is.</summary>
public sealed class LongYearTests(AzuriteFixture azurite)
{
    private static readonly string[] Instances = ["settle-2024", "body-2024-bostads-ab", "remind-2024"];

    [Fact]
    public async Task When_the_year_is_long_then_its_orchestrations_histories_stay_short()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "webb");
        await site.MoveToAsync("2024-09-16 10:10");
        var before = await LengthsAsync();

        for (var day = 17; day <= 28; day++)
        {
            await site.MoveToAsync(string.Create(CultureInfo.InvariantCulture, $"2024-09-{day} 10:10"));
            await company.PostAsync("/svar/2024/bostads-ab/webb/oppna");
            await company.SubmitAsync("bostads-ab", "webb");
            foreach (var instance in Instances)
            {
                await site.Orchestrations.RaiseEventAsync(instance, "Changed", TestContext.Current.CancellationToken);
            }
        }

        Assert.All((await LengthsAsync()).Zip(before), lengths => Assert.InRange(lengths.First, 1, lengths.Second + 2));

        async Task<int[]> LengthsAsync()
        {
            await site.RestAsync();
            var histories = await Task.WhenAll(Instances.Select(i => site.Host.Orchestrations.ReadHistoryAsync(i, TestContext.Current.CancellationToken)));
            return [.. histories.Select(h => h.Count)];
        }
    }
}
