using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;
using Faults = Arshjulet.Functions.Pages.Faults;
using Words = Arshjulet.Functions.Texts.Text;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// Reads a posted form. <c>q.key</c> is the answer, <c>k.key</c> the comment, <c>u.key</c> the link to its evidence, <c>r.key</c> the revision that
/// the writer saw, <c>o.key</c> the hash of its content, <c>v.key</c> the choice between the writer's own text and somebody else's, <c>n.key</c>
/// the revision of the latter.
/// </summary>
internal static class SentAnswers
{
    /// <summary>The changes that may be saved, and the errors in the rest. A field that was not sent or is still as shown is not a change.</summary>
    public static (IReadOnlyList<AnswerChange> Changes, Faults Faults) Read(IFormCollection sent, Form form, Body body, AnswerSheet sheet)
    {
        var asked = form.QuestionsFor(body).ToDictionary(q => q.Key);
        var changes = new List<AnswerChange>();
        var faults = new Faults();
        var named = sent.Keys.Where(k => k.Length >= 2 && k[1] == '.' && k[0] is 'q' or 'k' or 'u').Select(k => k[2..]).ToHashSet();
        foreach (var key in asked.Keys.Where(named.Contains).Concat(named.Where(k => !asked.ContainsKey(k))))
        {
            var question = asked.GetValueOrDefault(key);
            var stored = sheet.Answers.GetValueOrDefault(key);
            string? Field(char field, string? before) =>
                sent.ContainsKey($"{field}.{key}") ? AnswerRules.Clean(sent[$"{field}.{key}"]) : before;
            AnswerContent SentOr(AnswerContent before) => new(Field('q', before.Value), Field('k', before.Comment), Field('u', before.Evidence));
            var input = SentOr(stored?.Answer.Content ?? AnswerContent.Empty);
            if (sent[$"v.{key}"] == "deras" || sent[$"o.{key}"] == ContentHash(SentOr(AnswerContent.Empty)))
            {
                continue;
            }

            var fault = AnswerRules.FaultOf(input, question, question is null ? null : form.ScaleOf(question));
            if (fault is { } found)
            {
                faults.Add($"{FieldOf(found)}.{key}", MessageOf(found, key, input));
            }

            // An invalid evidence link does not prevent the answer itself from being saved.
            if (fault is null || FieldOf(fault.Value) == 'u')
            {
                var content = fault is null ? input : input with { Evidence = stored?.Answer.Evidence };
                changes.Add(new AnswerChange(key, content, RevisionSeen(sent, key) ?? sheet.RevisionOf(key))
                {
                    Writer = sent["sida"].ToString() is { Length: > 0 and <= 40 } page ? page : null,
                    Turn = NumberOf(sent, "tur") ?? 0,
                });
            }
        }

        return (changes, faults);
    }

    /// <summary>
    /// A hash that tells whether a field is still as the page showed it. If so, its writer has not changed it, even if others have changed the answer
    /// meanwhile.
    /// </summary>
    public static string ContentHash(AnswerContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{content.Value}\0{content.Comment}\0{content.Evidence}")))[..16];

    public static string ContentHash(StoredAnswer? stored) => ContentHash(stored?.Answer.Content ?? AnswerContent.Empty);

    /// <summary>
    /// The revision that the writer saw. After choosing the writer's own text it is the revision that the text was compared with; without a choice
    /// the conflict remains.
    /// </summary>
    private static int? RevisionSeen(IFormCollection sent, string key) => NumberOf(sent, $"{(sent[$"v.{key}"] == "mitt" ? 'n' : 'r')}.{key}");

    /// <summary>A whole number from the form; null if there is none.</summary>
    private static int? NumberOf(IFormCollection sent, string field) =>
        int.TryParse(sent[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static char FieldOf(AnswerFault fault) => fault switch
    {
        AnswerFault.CommentTooLong or AnswerFault.CommentNotAllowed => 'k',
        AnswerFault.EvidenceNotAllowed or AnswerFault.EvidenceTooLong or AnswerFault.EvidenceIsNoLink => 'u',
        _ => 'q',
    };

    /// <summary>The error message, without a full stop.</summary>
    public static string MessageOf(AnswerFault fault, string question, AnswerContent input) => fault switch
    {
        AnswerFault.UnknownQuestion => Words.With(AnswerTexts.UnknownQuestion, Shortened(question)),
        AnswerFault.NotOnTheScale => AnswerTexts.NotOnTheScale,
        AnswerFault.TextTooLong => TooLong(AnswerTexts.TextTooLong, input.Value!, Question.MaxTextLength),
        AnswerFault.CommentTooLong => TooLong(AnswerTexts.TextTooLong, input.Comment!, Question.MaxTextLength),
        AnswerFault.EvidenceNotAllowed => AnswerTexts.EvidenceNotAllowed,
        AnswerFault.EvidenceTooLong => TooLong(AnswerTexts.EvidenceTooLong, input.Evidence!, EvidenceLink.MaxLength),
        AnswerFault.EvidenceIsNoLink => AnswerTexts.EvidenceIsNoLink,
        _ => AnswerTexts.CommentNotAllowed,
    };

    private static string TooLong(string message, string text, int max) =>
        Words.With(message, Model.Figures.Swedish.Number(text.Length), Model.Figures.Swedish.Number(max));

    private static string Shortened(string key) => key.Length > 60 ? $"{key[..60]}…" : key;
}
