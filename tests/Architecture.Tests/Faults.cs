using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>Lists of what breaks a rule, shown whole when there is anything in them.</summary>
internal static class Faults
{
    public static void AssertNone(IEnumerable<string> faults)
    {
        var all = faults.ToArray();
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}
