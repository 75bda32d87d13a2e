using Arshjulet.Local.Hosting;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class FunctionEntryTests
{
    [Fact]
    public void WhenReflectionGivesAnotherObjectForTheSameParameter_ThenItIsTheTriggerAllTheSame()
    {
        var entry = FunctionEntry.ReadAll(typeof(FunctionEntryTests).Assembly, type => type == typeof(Counting)).Single();
        var again = typeof(CountingAgain).GetMethod(nameof(Counting.Count))!.GetParameters();

        Assert.NotSame(entry.TriggerParameter, again[1]);
        Assert.True(entry.IsTrigger(again[1]));
        Assert.False(entry.IsTrigger(again[0]));
    }

    public class Counting
    {
        public int From { get; set; }

        [Function("Count")]
        public int Count(string instanceId, [ActivityTrigger] int input) => From + input + instanceId.Length;
    }

    public sealed class CountingAgain : Counting;
}
