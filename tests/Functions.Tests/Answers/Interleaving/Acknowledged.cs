using System.Collections.Concurrent;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Files;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>
/// What people were told is saved. Nobody writes the same twice, so an answer is known by its mark, and each write by the mark that its writer saw:
/// were two told that they replaced the same, one of them would be lost.
/// </summary>
internal sealed class Acknowledged(AnswerSheet first)
{
    private readonly ConcurrentBag<(string Question, string Saw, string Wrote)> _writes = [];
    private readonly ConcurrentBag<string> _sent = [];
    private readonly ConcurrentBag<string> _added = [];
    private readonly ConcurrentBag<string> _removed = [];

    /// <summary>Files that were sent, whatever became of them.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    public void Wrote(string question, string saw, string wrote) => _writes.Add((question, saw, wrote));

    public void Sends(string file) => _sent.Add(file);

    public void Added(string file) => _added.Add(file);

    public void Removed(string file) => _removed.Add(file);

    /// <summary>How many acknowledged writes came before this one of a question.</summary>
    public int PlaceOf(string question, string mark)
    {
        var place = Chain(question).IndexOf(mark);
        Assert.True(place >= 0, $"{question}: nobody was told that {mark} is saved.");
        return place;
    }

    /// <summary>When nobody writes any more, what is kept is the end of what was acknowledged, and nothing acknowledged is beside it.</summary>
    public void Check(AnswerSheet sheet)
    {
        foreach (var question in Ways.Questions)
        {
            var chain = Chain(question);
            var acknowledged = _writes.Where(w => w.Question == question).Select(w => $"{w.Saw} to {w.Wrote}").ToArray();
            Assert.True(
                chain.Count == 1 + acknowledged.Length,
                $"{question}: what was acknowledged is no chain from {string.Join(" ", chain)}: {string.Join(", ", acknowledged)}.");
            Assert.Equal((question, chain[^1]), (question, SentAnswers.ContentHash(sheet.LastOf(question))));
        }

        string[] kept = [.. AttachmentList.Read(sheet).Select(a => a.Name)];
        Assert.Empty(_added.Except(_removed).Except(kept));
        Assert.Empty(kept.Except(_sent.Except(_removed)));
    }

    private List<string> Chain(string question)
    {
        List<string> chain = [SentAnswers.ContentHash(first.LastOf(question))];
        while (_writes.Where(w => w.Question == question && w.Saw == chain[^1]).ToArray() is [var next, .. var others])
        {
            Assert.True(others.Length == 0, $"{question}: two were told that they replaced {chain[^1]}.");
            chain.Add(next.Wrote);
        }

        return chain;
    }
}
