using System.Diagnostics;
using Microsoft.DurableTask;

namespace Arshjulet.Bench;

/// <summary>The orchestrators and the one activity that are measured.</summary>
internal sealed class Orchestrators
{
    private readonly Dictionary<string, ITaskOrchestrator> _all = new()
    {
        ["ActivityEventActivity"] = FuncTaskOrchestrator.Create<int, int>(async (context, _) =>
        {
            await context.CallActivityAsync<int>("Work", 0);
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<int>("Work", 1);
        }),
        ["FanOut"] = FuncTaskOrchestrator.Create<int, int>(async (context, count) =>
            (await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Work", i)).ToArray())).Sum()),
        ["Chain"] = FuncTaskOrchestrator.Create<int, int>(async (context, count) =>
        {
            for (var i = 0; i < count; i++)
            {
                await context.CallActivityAsync<int>("Work", i);
            }

            return count;
        }),
    };

    public IReadOnlyCollection<string> Names => _all.Keys;

    public ITaskActivity Activity => FuncTaskActivity.Create<int, int>((_, _) => Task.FromResult(Work()));

    /// <summary>When the activity last began.</summary>
    public long ActivityBegan { get; private set; }

    public ITaskOrchestrator Find(string name) => _all[name];

    public int Work()
    {
        ActivityBegan = Stopwatch.GetTimestamp();
        return 1;
    }
}
