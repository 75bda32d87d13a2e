using System.Text.RegularExpressions;
using Xunit;

namespace Arshjulet.Architecture.Tests;

/// <summary>Whoever reads the log reads words, not the code's keys.</summary>
public partial class LogTests
{
    [Fact]
    public void Every_act_that_is_logged_has_its_words()
    {
        var words = Repository.Lines("functions/Secretariat/SecretariatTexts.restext").Select(l => l.Split('=')[0]).ToHashSet();
        var acts = Repository.Code("functions").SelectMany(f => Acts(Repository.Text(f))).ToArray();

        Assert.NotEmpty(acts);
        Assert.DoesNotContain(acts, a => !words.Contains($"Log_{a}"));
    }

    [Theory]
    [InlineData("await audit.AppendAsync($\"{year}\", user.Id, \"beslut-registrerat\", $\"KS {date:O}\", cancellation);", "beslut-registrerat")]
    [InlineData("await audit.AppendOnceAsync(\n    partition, Unknown, \"logg-lagad\",\n    \"\", cancellation);", "logg-lagad")]
    [InlineData("await log.AppendAsync(partition, who, what, subject, cancellation);", "")]
    [InlineData("if (await logged.SaveAsync(id, [change], who, \"bilaga-tillagd\", hash) is { WasLocked: false })\n{\n    return true;", "bilaga-tillagd")]
    [InlineData("private const string Opened = \"svar-oppnat\";", "svar-oppnat")]
    public void An_act_is_seen(string code, string act) => Assert.Equal(act, string.Join(' ', Acts(code)));

    private static IEnumerable<string> Acts(string code) => Appending().Matches(code).Select(m => m.Groups["act"].Value);

    /// <summary>Logged at once, or with the change that it is stored with.</summary>
    [GeneratedRegex("""\bAppend(?:Once)?Async\([^;]*?"(?<act>[a-z-]+)"[^;]*;|\bSaveAsync\([^;]*?"(?<act>[a-z]+-[a-z-]+)"[^;]*;|\bconst string \w+ = "(?<act>svar-[a-z]+)";""")]
    private static partial Regex Appending();
}
