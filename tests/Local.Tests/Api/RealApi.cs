namespace Arshjulet.Local.Tests.Api;

/// <summary>The signatures of the Azure packages, by type; and what stands in an assembly but not in them.</summary>
internal sealed class RealApi
{
    private readonly Dictionary<string, (HashSet<string> Bases, HashSet<string> Members)> _types = [];

    public static string Text { get; } = string.Join(
        '\n', Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Api", "Signatures"), "*.txt").Order().Select(File.ReadAllText));

    public RealApi(string text)
    {
        HashSet<string>? members = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members!.Add(line.Trim());
                continue;
            }

            // Two packages add to one extension class; together they are what stands.
            var (head, bases) = line.Split(" : ", 2) is [var left, var right] ? (left, SplitBases(right)) : (line.Trim(), []);
            if (!_types.TryGetValue(head, out var known))
            {
                _types[head] = known = ([.. bases], []);
            }

            members = known.Members;
        }
    }

    public int Count => _types.Count;

    /// <summary>One line for each type, base or member that the real API does not have.</summary>
    public IReadOnlyList<string> Surplus(IEnumerable<Type> types)
    {
        var surplus = new List<string>();
        foreach (var type in types)
        {
            var head = SignatureText.Head(type);
            if (!_types.TryGetValue(head, out var real))
            {
                surplus.Add(head);
                continue;
            }

            surplus.AddRange(SignatureText.Bases(type).Where(one => !real.Bases.Contains(one)).Select(one => $"{head} : {one}"));
            surplus.AddRange(SignatureText.Members(type).Where(one => !real.Members.Contains(one)).Select(one => $"{head} -> {one}"));
        }

        return surplus;
    }

    /// <summary>Splits at the commas that are not inside angle brackets.</summary>
    private static IEnumerable<string> SplitBases(string bases)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < bases.Length; i++)
        {
            depth += bases[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (bases[i] == ',' && depth == 0)
            {
                yield return bases[start..i].Trim();
                start = i + 1;
            }
        }

        yield return bases[start..].Trim();
    }
}
