using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Autosave;
using Arshjulet.Model.Answers;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>
/// One form as people have been told that it is. Every answer they get is a claim about the sheet at a version; a save that was told of
/// as saved is laid at the version where it was written, and afterwards every claim must agree with what so stood there.
/// </summary>
internal sealed class ToldSheet
{
    private sealed record Write(int Version, string? Value, string? Comment, IReadOnlyList<Save> By);

    private sealed record Claim(string Who, int Version, string Question, int Revision, string Mark);

    private readonly Dictionary<(string Question, int Revision), Write> _writes = [];
    private readonly List<Claim> _claims = [];
    private readonly List<(Save Save, AnswerUpdate Told)> _late = [];
    private readonly List<(string Who, int Version)> _locked = [];
    private readonly List<(string Who, int After, SheetUpdate News)> _looks = [];

    public void Told(Save save, SheetUpdate news)
    {
        lock (_writes)
        {
            foreach (var told in news.Saved)
            {
                var sent = save.Answers.Single(a => a.Question == told.Question);
                _claims.Add(new Claim($"{save}", news.Version, told.Question, told.Revision, told.Mark));
                if (told.Mark != SentAnswers.ContentHash(new AnswerContent(sent.Value, sent.Comment)))
                {
                    _late.Add((save, told));
                }
                else if (told.Revision > 0)
                {
                    // Told of twice (the same request came twice, or two wrote the same): the first time is the write.
                    var known = _writes.GetValueOrDefault((told.Question, told.Revision));
                    _writes[(told.Question, told.Revision)] = new Write(
                        Math.Min(news.Version, known?.Version ?? int.MaxValue),
                        sent.Value,
                        sent.Comment,
                        [.. known?.By ?? [], save]);
                }
            }

            foreach (var told in news.Conflicts)
            {
                _claims.Add(new Claim($"{save} in conflict", news.Version, told.Question, told.Revision, told.Mark));
                Assert.Equal(told.Mark, SentAnswers.ContentHash(new AnswerContent(told.Value, told.Comment, told.Evidence)));
                Assert.NotEqual(save.Answers.Single(a => a.Question == told.Question).Seen, told.Revision);
            }

            // Whatever is sent is told of, one way or the other; while the form is handed in, what isn't saved is not.
            Assert.True(
                news.Locked || news.Saved.Count + news.Conflicts.Count == save.Answers.Count,
                $"{save}: told of {news.Saved.Count} saved and {news.Conflicts.Count} conflicts");
            if (news.Locked)
            {
                _locked.Add(($"{save}", news.Version));
            }
        }
    }

    public void Looked(string who, int after, SheetUpdate news)
    {
        lock (_writes)
        {
            _looks.Add((who, after, news));
        }
    }

    /// <summary>What a version holds: null where nobody had written.</summary>
    public (string? Value, string? Comment)? At(string question, int version) => Last(question, version) is { } write ? (write.Value, write.Comment) : null;

    /// <summary>The versions at which it was handed in and opened again, in turn: whatever was no save.</summary>
    public IReadOnlyList<int> Turns(int version) => [.. Enumerable.Range(1, version).Except(_writes.Values.Select(w => w.Version))];

    /// <summary>Everything that was said while several were writing is true when nobody writes any more.</summary>
    public void Check(SheetUpdate now, IEnumerable<string> questions)
    {
        foreach (var question in questions)
        {
            var own = _writes.Where(w => w.Key.Question == question).OrderBy(w => w.Key.Revision).ToArray();
            Assert.Equal(Enumerable.Range(1, own.Length), own.Select(w => w.Key.Revision));
            Assert.Equal(own.Select(w => w.Value.Version).Order().Distinct(), own.Select(w => w.Value.Version));
            var answer = now.Answers.SingleOrDefault(a => a.Question == question);
            var last = own.Select(w => w.Value).LastOrDefault();
            Assert.Equal((question, own.Length, last?.Value, last?.Comment), (question, answer?.Revision ?? 0, answer?.Value, answer?.Comment));
        }

        foreach (var claim in _claims)
        {
            var stood = Last(claim.Question, claim.Version);
            Assert.Equal(
                (claim.Who, RevisionOf(claim.Question, claim.Version), SentAnswers.ContentHash(new AnswerContent(stood?.Value, stood?.Comment))),
                (claim.Who, claim.Revision, claim.Mark));
        }

        foreach (var (save, told) in _late)
        {
            // Nothing is dropped but what the same page had replaced.
            var stood = _writes[(told.Question, told.Revision)];
            Assert.True(
                stood.By.Any(b => b.Page == save.Page && b.Turn > save.Turn),
                $"{save} was told that {stood.Value}|{stood.Comment} of {string.Join(" or ", stood.By)} is kept instead");
        }

        var turns = Turns(now.Version);
        Assert.Equal(turns.Count % 2 == 1, now.Locked);
        Assert.All(_locked, l => Assert.True(turns.ToList().IndexOf(l.Version) % 2 == 0, $"{l.Who} was told that version {l.Version} is handed in"));
        foreach (var (who, after, news) in _looks)
        {
            Assert.Equal(
                questions.Where(q => Last(q, news.Version)?.Version > after).Select(q => $"{q} {RevisionOf(q, news.Version)} {At(q, news.Version)}"),
                questions.SelectMany(q => news.Answers.Where(a => a.Question == q)).Select(a => $"{a.Question} {a.Revision} {(a.Value, a.Comment)}"));
            Assert.True(news.Locked == (turns.Count(t => t <= news.Version) % 2 == 1), $"{who} was told {news.Locked} of version {news.Version}");
        }
    }

    private Write? Last(string question, int version) => _writes
        .Where(w => w.Key.Question == question && w.Value.Version <= version)
        .OrderBy(w => w.Key.Revision)
        .Select(w => w.Value)
        .LastOrDefault();

    private int RevisionOf(string question, int version) => _writes.Count(w => w.Key.Question == question && w.Value.Version <= version);
}
