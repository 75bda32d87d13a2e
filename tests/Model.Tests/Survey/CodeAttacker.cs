using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

/// <summary>A hidden number as far as somebody can narrow it.</summary>
internal sealed record Narrowed(int Lowest, int Highest, int Codes);

/// <summary>
/// Reads what is shown of a survey beside the list of codes, and narrows every hidden number by all that it has to agree with: no more
/// answers than codes, no more answers to a question than answers, sums that are the total minus the shown.
/// </summary>
internal sealed class CodeAttacker
{
    private const int Unknown = 10_000;

    private readonly BodySums[] _city;
    private readonly SurveyResult _result;
    private readonly string[] _steps;
    private readonly (int Low, int High)[] _answers;
    private readonly (int Low, int High)[][] _questions;

    public CodeAttacker(BodySums[] city, SurveyResult result, string[] steps)
    {
        (_city, _result, _steps) = (city, result, steps);
        _answers = [.. city.Select((b, i) => result.Answers.Bodies[i].Answers is { } shown ? (shown, shown) : (0, b.Codes ?? Unknown))];
        _questions = [.. result.Questions.Select(q => q.Bodies.Select(b => b.Distribution is { } d ? (d.N, d.N) : (0, Unknown)).ToArray())];
        while (Narrow())
        {
        }
    }

    /// <summary>Every number of answers, of a body or of its answers to a question, that is not shown.</summary>
    public IEnumerable<Narrowed> Hidden() => Enumerable.Range(0, _city.Length).SelectMany(i =>
        _questions.Where((_, q) => _result.Questions[q].Bodies[i].Distribution is null).Select(q => q[i])
            .Concat(_result.Answers.Bodies[i].Answers is null ? [_answers[i]] : [])
            .Select(r => new Narrowed(r.Low, r.High, Math.Min(_city[i].Codes ?? Unknown, _result.Answers.Bodies[i].Answers ?? Unknown))));

    /// <summary>Every hidden cell of a step that somebody among the hidden has chosen: that nobody has is said of them together.</summary>
    public IEnumerable<Narrowed> HiddenCells()
    {
        foreach (var (figures, ranges) in _result.Questions.Zip(_questions).Where(q => q.First.Rest is not null))
        {
            foreach (var count in _steps.Select(s => figures.Rest![s].Count).Where(c => c > 0))
            {
                var hidden = Enumerable.Range(0, _city.Length).Where(i => figures.Bodies[i].Distribution is null && ranges[i].High > 0).ToArray();
                foreach (var i in hidden)
                {
                    var others = hidden.Where(j => j != i).Sum(j => Math.Min(count, ranges[j].High));
                    yield return new Narrowed(Math.Max(0, count - others), Math.Min(count, ranges[i].High), 0);
                }
            }
        }
    }

    private bool Narrow()
    {
        var moved = _result.Answers.Total is { } total && NarrowSum(_answers, total);
        for (var q = 0; q < _questions.Length; q++)
        {
            for (var i = 0; i < _city.Length; i++)
            {
                moved |= Set(ref _questions[q][i], 0, _answers[i].High) | Set(ref _answers[i], _questions[q][i].Low, Unknown);
            }

            moved |= _result.Questions[q].Total is { } all && NarrowSum(_questions[q], all.N);
        }

        return moved;
    }

    private static bool NarrowSum((int Low, int High)[] parts, int total)
    {
        var moved = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var (low, high) = (total - (parts.Sum(p => p.High) - parts[i].High), total - (parts.Sum(p => p.Low) - parts[i].Low));
            moved |= Set(ref parts[i], low, high);
        }

        return moved;
    }

    private static bool Set(ref (int Low, int High) range, int low, int high)
    {
        var before = range;
        range = (Math.Max(range.Low, low), Math.Min(range.High, high));
        return range != before;
    }
}
