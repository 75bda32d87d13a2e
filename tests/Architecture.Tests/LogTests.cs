using System.Text.RegularExpressions;
using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>Whoever reads the log reads words, not the code's keys.</summary>
public partial class LogTests
{
    [Fact]
    public void Every_act_that_is_logged_has_its_words()
    {
        var words = Repository.Lines("functions/Office/OfficeTexts.restext").Select(l => l.Split('=')[0]).ToHashSet();
        var acts = Act().Matches(Repository.Text("functions/Audit/Act.cs")).Select(m => m.Groups["key"].Value).ToArray();

        Assert.NotEmpty(acts);
        Assert.DoesNotContain(acts, a => !words.Contains($"Log_{a}"));
    }

    /// <summary>Nothing else is logged: the log takes acts alone, and only what was stored is read back as one.</summary>
    [Fact]
    public void An_act_is_made_from_a_key_only_where_one_was_stored() =>
        Assert.Equal(["functions/Audit/UnloggedChange.cs"], Repository.Code("functions").Where(f => Repository.Text(f).Contains("Act.Stored(", StringComparison.Ordinal)));

    [GeneratedRegex("""static readonly Act \w+ = new\("(?<key>[a-z-]+)"\)""")]
    private static partial Regex Act();
}
