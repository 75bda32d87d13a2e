using System.Globalization;
using Arshjulet.Bench;
using Arshjulet.Functions.Answers;
using Arshjulet.Local.Azurite;
using Arshjulet.Local.Hosting;
using Azure.Data.Tables;

// Every cost is a ratio to bare inserts measured right before and after it: the same machine, emulator and load. An argument
// (orchestrations, saves, survey) runs only that.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var directory = Directory.CreateTempSubdirectory("arshjulet-bench-");
var lost = 0;
var over = new Limits();
try
{
    await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = Path.Combine(directory.FullName, "azurite") });
    var connection = azurite.ConnectionString();
    var inserts = new Inserts(new TableServiceClient(connection).GetTableClient("Bare"));
    await inserts.MeasureAsync();
    Console.WriteLine($"{"",-58}{"inserts",10}{"at most",10}   (ms, and ms an insert)");
    if (Asked("orchestrations"))
    {
        await OrchestrationsAsync();
    }

    if (Asked("saves") || Asked("survey"))
    {
        await using var site = await LocalHost.StartAsync(
            typeof(AnswerStore).Assembly, "--port", "0", "--data", Path.Combine(directory.FullName, "site"), "--storage", connection,
            "--clock", "2024-09-05T06:00:00Z", "--Logging:LogLevel:Default", "None");
        if (Asked("saves"))
        {
            await SavesAsync(site);
        }

        if (Asked("survey"))
        {
            await SurveyAsync(site);
        }
    }

    if (lost > 0)
    {
        await Console.Error.WriteLineAsync($"{lost} lost");
    }

    foreach (var exceeded in over.Exceeded)
    {
        await Console.Error.WriteLineAsync(exceeded);
    }

    return lost > 0 || over.Exceeded.Any() ? 1 : 0;

    bool Asked(string bench) => args.Length == 0 || args.Contains(bench);

    async Task OrchestrationsAsync()
    {
        await using (var local = await OrchestrationBench.StartAsync(orchestrators => Engines.LocalAsync(connection, orchestrators)))
        {
            for (var run = 1; run <= 3; run++)
            {
                await MeasureAsync(local, $"{run}", (14, 5, 4));
            }

            var starts = await local.StartsAsync(50, "idle");
            over.Add("start to first activity when idle, ms", starts[25], 10);
            Console.WriteLine($"{"start to first activity when idle, 50 times",-58}{starts[25],8:F1} ms{"10 ms",10}   {Range(starts)}");
        }

        // Microsoft's backend on the same storage, for comparison: printed, but without limits.
        await using var azure = await OrchestrationBench.StartAsync(orchestrators => Engines.AzureStorageAsync(connection, orchestrators));
        await MeasureAsync(azure, "1", (null, null, null));
        var others = await azure.StartsAsync(10, "idle");
        Console.WriteLine($"{"Azure Storage: start to first activity when idle, 10 times",-58}{others[5],8:F1} ms{"",10}   {Range(others)}");

        static string Range(IReadOnlyList<double> sorted) => $"(min {sorted[0]:F1}, max {sorted[^1]:F1})";

        async Task MeasureAsync(OrchestrationBench bench, string run, (int? AtOnce, int? FanOut, int? Chain) atMost)
        {
            await RowAsync($"{bench.Engine}: 200 at once: activity, event, activity; each", atMost.AtOnce, () => bench.ConcurrentAsync(200, run));
            await RowAsync($"{bench.Engine}: a fan-out of 1,000 activities; each", atMost.FanOut, () => bench.FanOutAsync(1000, run));
            await RowAsync($"{bench.Engine}: a chain of 100; each step", atMost.Chain, () => bench.ChainAsync(100, run));
        }
    }

    async Task SavesAsync(LocalHost site)
    {
        using var bench = await SaveBench.StartAsync(site);
        for (var run = 1; run <= 3; run++)
        {
            var cost = await RowAsync($"a whole form saved: {bench.Statements} answers with comments", null, () => bench.SaveAsync(100));
            Console.WriteLine($"{"",-58}{1000 / cost,10:F1} whole forms a second");
        }

        lost += await bench.LostAsync();
    }

    async Task SurveyAsync(LocalHost site)
    {
        using var bench = new SurveyBench(site);
        await PrintAsync("500 managers at once, of one body", ["kulturnamnden"], 500);
        await PrintAsync(
            "500 managers at once, of ten bodies",
            [
                "fritidsnamnden", "miljonamnden", "servicenamnden", "tekniska-namnden", "funktionsstodsnamnden",
                "forskolenamnden", "grundskolenamnden", "stadsbyggnadsnamnden", "overformyndarnamnden", "mkb-fastighets-ab",
            ],
            50);

        async Task PrintAsync(string what, string[] bodies, int each)
        {
            var outcome = await bench.AnswerAsync(bodies, each);
            var times = $"p50 {outcome.Median:F0} ms, p99 {outcome.Slowest(0.99):F0} ms, longest {outcome.Times[^1]:F0} ms";
            Console.WriteLine($"{what,-58}{times}; {outcome.Lost} lost{(outcome.Refused.Length > 0 ? $", refused: {outcome.Refused}" : "")}");
            lost += outcome.Lost + (outcome.Refused.Length > 0 ? 1 : 0);
        }
    }

    async Task<double> RowAsync(string what, int? atMost, Func<Task<double>> measure)
    {
        var before = await inserts.MeasureAsync();
        var cost = await measure();
        var insert = (before + await inserts.MeasureAsync()) / 2;
        over.Add(what, cost / insert, atMost);
        Console.WriteLine($"{what,-58}{cost / insert,10:F2}{atMost,10}   ({cost:F2} ms, {insert:F2} ms)");
        return cost;
    }
}
finally
{
    directory.Delete(recursive: true);
}
