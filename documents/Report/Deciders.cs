using Arshjulet.Documents.Word;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Report;

/// <summary>The deciders' names.</summary>
internal static class Deciders
{
    /// <summary>In running text.</summary>
    public static string Name(Decider decider) => decider switch
    {
        Decider.Ksau => WordTexts.Ksau,
        Decider.Ks => WordTexts.Ks,
        Decider.Kf => WordTexts.Kf,
        _ => throw new ArgumentOutOfRangeException(nameof(decider), decider, "A decider without a name."),
    };

    /// <summary>With a capital letter, at the beginning of a row.</summary>
    public static string Title(Decider decider) => char.ToUpper(Name(decider)[0], Model.Figures.Swedish.Culture) + Name(decider)[1..];
}
