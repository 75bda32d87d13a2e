using System.Text.RegularExpressions;

namespace Arshjulet.Architecture.Tests;

/// <summary>A class with tests, as its file writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">The sentence above the class; null where there is none, or where it takes more than a line.</param>
/// <param name="Tests">The names of its tests.</param>
internal sealed partial record TestClass(string Name, string? Summary, IReadOnlyList<string> Tests)
{
    /// <summary>The classes with tests in a file; a class in several files has a part in each.</summary>
    public static IReadOnlyList<TestClass> In(string code)
    {
        var declarations = Declaration().Matches(code);
        return
        [
            .. from i in Enumerable.Range(0, declarations.Count)
               let end = i + 1 < declarations.Count ? declarations[i + 1].Index : code.Length
               let tests = Test().Matches(code[declarations[i].Index..end]).Select(t => t.Groups["name"].Value).ToArray()
               where tests.Length > 0
               let summary = declarations[i].Groups["summary"]
               select new TestClass(declarations[i].Groups["name"].Value, summary.Success ? summary.Value : null, tests),
        ];
    }

    /// <summary>A sentence in words with underscores between them; one that begins with When says what happens then.</summary>
    public static bool IsSentence(string name) =>
        Sentence().IsMatch(name)
        && (!name.StartsWith("When_", StringComparison.Ordinal) || name.Contains("_then_", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^(?:/// <summary>(?<summary>.*)</summary>\n(?:/// <param .*\n)*)?(?:\[.*\]\n)*" +
        @"(?:public |internal )?(?:abstract |sealed |static |partial )*(?:class|record) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^ +\[(?:Fact|Theory|Property)\b[\s\S]*?^ +public [^=;{(]*?(?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"^[\p{Lu}\d](?:\p{Ll}[\p{Ll}\d]*|[\p{Lu}\d]*s?)(?:_(?:\p{Lu}?[\p{Ll}\d]+|[\p{Lu}\d]+s?))+$")]
    private static partial Regex Sentence();
}
