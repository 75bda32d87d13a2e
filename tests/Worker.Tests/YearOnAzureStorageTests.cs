using Arshjulet.Worker.Tests.Hosting;
using Arshjulet.Worker.Tests.OnAzureStorage;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>The small city's year ends the same on Microsoft's backend as on the local host.</summary>
public sealed class YearOnAzureStorageTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["City:Folder"] = Path.Combine(AppContext.BaseDirectory, "cities", "smastad"),
        ["Site:Address"] = "http://127.0.0.1",
        ["WEBSITE_AUTH_ENABLED"] = "true",
        ["Logging:LogLevel:Default"] = "None",
    };

    // A guard, not a measure: a message that the backend lost would be waited for in vain.
    [Fact(Timeout = 300_000)]
    public async Task When_a_year_is_played_on_Microsofts_backend_then_it_comes_out_as_on_the_local_host()
    {
        await using var azure = await AzureStorageSite.StartAsync(azurite.TakeAccount(), SmallYear.Begins, Settings);
        await using var local = await LocalSite.StartAsync(azurite.TakeAccount(), SmallYear.Begins, Settings);

        var years = await Task.WhenAll(new SmallYear(azure).PlayAsync(), new SmallYear(local).PlayAsync()).WaitAsync(TestContext.Current.CancellationToken);

        var (played, expected) = (years[0], years[1]);
        Assert.Contains("Året stängdes", played.Ending, StringComparison.Ordinal);
        Assert.Equal(expected.Figures, played.Figures);
        Assert.Equal(expected.Fingerprint, played.Fingerprint);
        Assert.Equal(expected.Mail, played.Mail);
        Assert.Equal(expected.Ending, played.Ending);
        Assert.Equal(expected.Orchestrations, played.Orchestrations);
    }
}
