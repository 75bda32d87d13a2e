using System.Text.RegularExpressions;
using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>The log and the list of mail are shown with labels, not with the code's keys.</summary>
public partial class LogTests
{
    [Fact]
    public void Every_act_that_is_logged_has_its_words()
    {
        var words = Repository.Lines("functions/Office/OfficeTexts.restext").Select(l => l.Split('=')[0]).ToHashSet();
        var acts = Act().Matches(Repository.Text("functions/Audit/Act.cs")).Select(m => m.Groups["key"].Value).ToArray();

        Assert.Equal(Repository.Lines("functions/Audit/Act.cs").Count(l => l.Contains("static readonly Act ", StringComparison.Ordinal)), acts.Length);
        Assert.DoesNotContain(acts, a => !words.Contains($"Log_{a}"));
    }

    [Fact]
    public void Every_kind_of_mail_has_its_words()
    {
        var words = Repository.Lines("functions/Office/OfficeTexts.restext").Select(l => l.Split('=')[0]).ToHashSet();
        var kinds = Repository.Code("functions").SelectMany(f => Kind().Matches(Repository.Text(f))).Select(m => m.Groups["name"].Value).ToArray();

        Assert.NotEmpty(kinds);
        Assert.DoesNotContain(kinds, k => !words.Contains($"Mail_{k}"));
    }

    /// <summary>Nothing else is logged: the log takes acts alone, and only what was stored is read back as one.</summary>
    [Fact]
    public void An_act_is_made_from_a_key_only_where_one_was_stored()
    {
        var made = Repository.Code("functions").Where(f => Repository.Text(f).Contains("Act.FromKey(", StringComparison.Ordinal));

        Assert.Equal(["functions/Audit/UnloggedChange.cs"], made);
    }

    [GeneratedRegex("""static readonly Act \w+ = new\("(?<key>[a-z-]+)"\)""")]
    private static partial Regex Act();

    [GeneratedRegex("""static readonly MailKind<\w+> \w+ = new\("(?<name>[^"]+)"\)""")]
    private static partial Regex Kind();
}
