using System.Globalization;
using Arshjulet.Bench;
using Arshjulet.Local.Azurite;
using Azure.Data.Tables;

// Every figure is a ratio to bare inserts measured right before and after it: the same machine, emulator and load.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var directory = Directory.CreateTempSubdirectory("arshjulet-bench-");
try
{
    await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = Environment.GetEnvironmentVariable("MEM") is null ? directory.FullName : null });
    var connection = azurite.ConnectionString();
    var inserts = new Inserts(new TableServiceClient(connection).GetTableClient("Bare"));
    await inserts.MeasureAsync();
    await using (var bench = await OrchestrationBench.StartAsync(connection))
    {
        Console.WriteLine($"{"",-58}{"inserts",10}{"at most",10}   (ms, and ms an insert)");
        for (var run = 1; run <= 3; run++)
        {
            await RowAsync("200 at once: activity, event, activity; each", 14, () => bench.ConcurrentAsync(200, $"{run}"));
            await RowAsync("a fan-out of 1,000 activities; each", 5, () => bench.FanOutAsync(1000, $"{run}"));
            await RowAsync("a chain of 100; each step", 4, () => bench.ChainAsync(100, $"{run}"));
        }

        var starts = await bench.StartsAsync(50, "idle");
        Console.WriteLine($"{"start to first activity when idle, 50 times",-58}{starts[25],8:F1} ms{"10 ms",10}   (min {starts[0]:F1}, max {starts[^1]:F1})");
    }
    return 0;

    async Task RowAsync(string what, int atMost, Func<Task<double>> measure)
    {
        var before = await inserts.MeasureAsync();
        var cost = await measure();
        var insert = (before + await inserts.MeasureAsync()) / 2;
        Console.WriteLine($"{what,-58}{cost / insert,10:F2}{atMost,10}   ({cost:F2} ms, {insert:F2} ms)");
    }
}
finally
{
    directory.Delete(recursive: true);
}
