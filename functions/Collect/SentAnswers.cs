using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;
using Faults = Arshjulet.Functions.Pages.Faults;
using Words = Arshjulet.Functions.Pages.Text;

namespace Arshjulet.Functions.Collect;

/// <summary>
/// Reads a posted form: <c>q.key</c> is the answer, <c>k.key</c> the comment, <c>r.key</c> the revision that the writer saw, <c>o.key</c>
/// the mark of what stood there then, <c>v.key</c> the choice between one's own and another's.
/// </summary>
internal static class SentAnswers
{
    /// <summary>The changes that may be saved, and what is wrong with the rest. A field that was not sent, or stands as it was shown, is not changed.</summary>
    public static (IReadOnlyList<AnswerChange> Changes, Faults Faults) Read(IFormCollection sent, Form form, Body body, AnswerSheet sheet)
    {
        var asked = form.QuestionsFor(body).ToDictionary(q => q.Key);
        var changes = new List<AnswerChange>();
        var faults = new Faults();
        var named = sent.Keys.Where(k => k.StartsWith("q.", StringComparison.Ordinal) || k.StartsWith("k.", StringComparison.Ordinal)).Select(k => k[2..]).Distinct().ToHashSet();
        foreach (var key in asked.Keys.Where(named.Contains).Concat(named.Where(k => !asked.ContainsKey(k))))
        {
            var question = asked.GetValueOrDefault(key);
            var stored = sheet.Answers.GetValueOrDefault(key);
            var input = new AnswerInput(
                key,
                sent.ContainsKey($"q.{key}") ? AnswerRules.Clean(sent[$"q.{key}"]) : stored?.Answer.Value,
                sent.ContainsKey($"k.{key}") ? AnswerRules.Clean(sent[$"k.{key}"]) : stored?.Answer.Comment);
            if (sent[$"v.{key}"] == "deras" || sent[$"o.{key}"] == MarkOf(AnswerRules.Clean(sent[$"q.{key}"]), AnswerRules.Clean(sent[$"k.{key}"])))
            {
                continue;
            }

            if (AnswerRules.FaultOf(input, question, question is null ? null : form.ScaleOf(question)) is { } fault)
            {
                faults.Add(fault is AnswerFault.CommentTooLong or AnswerFault.CommentNotAllowed ? $"k.{key}" : $"q.{key}", MessageOf(fault, input));
            }
            else
            {
                changes.Add(new AnswerChange(key, input.Value, input.Comment, NumberOf(sent, $"r.{key}") ?? sheet.RevisionOf(key))
                {
                    Writer = sent["sida"].ToString() is { Length: > 0 and <= 40 } page ? page : null,
                    Turn = NumberOf(sent, "tur") ?? 0,
                });
            }
        }

        return (changes, faults);
    }

    /// <summary>
    /// Tells whether a field still stands as the page showed it: one that does was not changed by its writer, whatever others have done
    /// to the answer meanwhile.
    /// </summary>
    public static string MarkOf(string? value, string? comment) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{value}\0{comment}")))[..16];

    public static string MarkOf(StoredAnswer? stored) => MarkOf(stored?.Answer.Value, stored?.Answer.Comment);

    /// <summary>A whole number that was sent; null where none was.</summary>
    private static int? NumberOf(IFormCollection sent, string field) =>
        int.TryParse(sent[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string MessageOf(AnswerFault fault, AnswerInput input) => fault switch
    {
        AnswerFault.UnknownQuestion => Words.With(CollectTexts.UnknownQuestion, Shortened(input.Question)),
        AnswerFault.NotOnTheScale => CollectTexts.NotOnTheScale,
        AnswerFault.TextTooLong => Words.With(CollectTexts.TextTooLong, Model.Figures.Swedish.Number(input.Value!.Length), Model.Figures.Swedish.Number(Question.MaxTextLength)),
        AnswerFault.CommentTooLong => Words.With(CollectTexts.TextTooLong, Model.Figures.Swedish.Number(input.Comment!.Length), Model.Figures.Swedish.Number(Question.MaxTextLength)),
        _ => CollectTexts.CommentNotAllowed,
    };

    private static string Shortened(string key) => key.Length > 60 ? $"{key[..60]}…" : key;
}
