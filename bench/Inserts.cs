using System.Diagnostics;
using Azure.Data.Tables;

namespace Arshjulet.Bench;

/// <summary>The unit that all costs are compared with: bare AddEntity calls, one after the other, to the same emulator in the same run.</summary>
internal sealed class Inserts(TableClient table)
{
    private const int Calls = 300;
    private int _row;

    /// <summary>Milliseconds of one insert: the median of a few hundred.</summary>
    public async Task<double> MeasureAsync()
    {
        await table.CreateIfNotExistsAsync();
        var times = new double[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await table.AddEntityAsync(new TableEntity($"partition-{_row % 10}", $"row-{_row++:D8}")
            {
                ["Text"] = "as long as a short answer to a statement is",
                ["Number"] = i,
            });
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Calls / 2];
    }
}
