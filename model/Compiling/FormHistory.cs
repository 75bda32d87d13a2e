using Arshjulet.Model.Figures;

namespace Arshjulet.Model.Compiling;

/// <summary>An earlier year's counts of one form, as far as they are known.</summary>
public sealed record FormHistory
{
    public required int Year { get; init; }
    public required string Form { get; init; }

    /// <summary>Where the counts come from, in Swedish, as a note under a table prints it.</summary>
    public required string Source { get; init; }

    /// <summary>Whether the counts are made up, because no document gives them.</summary>
    public bool Sample { get; init; }

    /// <summary>Bodies that answered, where known.</summary>
    public int? Respondents { get; init; }

    /// <summary>All statements together.</summary>
    public required Distribution Total { get; init; }

    /// <summary>By question key; empty where only the total is known.</summary>
    public IReadOnlyDictionary<string, Distribution> Questions { get; init; } = new Dictionary<string, Distribution>();
}
