using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>Bullets, and a numbering for each numbered list, so that each begins at its own first number.</summary>
internal static class WordNumbering
{
    /// <summary>The deepest level that numbering.xml defines; deeper lists stay there.</summary>
    public const int Deepest = 3;

    public static Numbering Of(IReadOnlyList<int> starts)
    {
        var numbering = new Numbering(WordPackage.Resource("numbering.xml"));
        numbering.Append(new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = 1 });
        for (var i = 0; i < starts.Count; i++)
        {
            numbering.Append(new NumberingInstance(
                new AbstractNumId { Val = 1 },
                new LevelOverride(new StartOverrideNumberingValue { Val = starts[i] }) { LevelIndex = 0 })
            { NumberID = i + 2 });
        }

        return numbering;
    }
}
