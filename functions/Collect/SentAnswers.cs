using System.Globalization;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Collect;

/// <summary>Reads a posted form: <c>q.key</c> is the answer, <c>k.key</c> the comment, <c>r.key</c> the revision that the writer saw.</summary>
internal static class SentAnswers
{
    /// <summary>The changes that may be saved, and what is wrong with the rest. A field that was not sent is not changed.</summary>
    public static (IReadOnlyList<AnswerChange> Changes, Faults Faults) Read(IFormCollection sent, Form form, Body body, AnswerSheet sheet)
    {
        var asked = form.QuestionsFor(body).ToDictionary(q => q.Key);
        var changes = new List<AnswerChange>();
        var faults = new Faults();
        var named = sent.Keys.Where(k => k.StartsWith("q.", StringComparison.Ordinal) || k.StartsWith("k.", StringComparison.Ordinal)).Select(k => k[2..]).Distinct().ToArray();
        foreach (var key in asked.Keys.Where(named.Contains).Concat(named.Where(k => !asked.ContainsKey(k))))
        {
            var question = asked.GetValueOrDefault(key);
            var stored = sheet.Answers.GetValueOrDefault(key);
            var input = new AnswerInput(
                key,
                sent.ContainsKey($"q.{key}") ? AnswerRules.Clean(sent[$"q.{key}"]) : stored?.Answer.Value,
                sent.ContainsKey($"k.{key}") ? AnswerRules.Clean(sent[$"k.{key}"]) : stored?.Answer.Comment);
            if (AnswerRules.FaultOf(input, question, question is null ? null : form.ScaleOf(question)) is { } fault)
            {
                faults.Add(fault is AnswerFault.CommentTooLong or AnswerFault.CommentNotAllowed ? $"k.{key}" : $"q.{key}", MessageOf(fault, input));
            }
            else
            {
                changes.Add(new AnswerChange(key, input.Value, input.Comment, RevisionOf(sent, key, stored)));
            }
        }

        return (changes, faults);
    }

    /// <summary>Without a revision (a page that doesn't send one) the writer is taken to have seen what is stored.</summary>
    private static int RevisionOf(IFormCollection sent, string key, StoredAnswer? stored) =>
        int.TryParse(sent[$"r.{key}"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : stored?.Revision ?? 0;

    private static string MessageOf(AnswerFault fault, AnswerInput input) => fault switch
    {
        AnswerFault.UnknownQuestion => Text.With(CollectTexts.UnknownQuestion, Shortened(input.Question)),
        AnswerFault.NotOnTheScale => CollectTexts.NotOnTheScale,
        AnswerFault.TextTooLong => Text.With(CollectTexts.TextTooLong, Model.Figures.Swedish.Number(input.Value!.Length), Model.Figures.Swedish.Number(Question.MaxTextLength)),
        AnswerFault.CommentTooLong => Text.With(CollectTexts.TextTooLong, Model.Figures.Swedish.Number(input.Comment!.Length), Model.Figures.Swedish.Number(Question.MaxTextLength)),
        _ => CollectTexts.CommentNotAllowed,
    };

    private static string Shortened(string key) => key.Length > 60 ? $"{key[..60]}…" : key;
}
