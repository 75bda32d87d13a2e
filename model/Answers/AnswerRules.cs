using System.Text;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Answers;

/// <summary>Why an answer is refused. The words for each stand in the resources.</summary>
public enum AnswerFault
{
    UnknownQuestion,
    NotOnTheScale,
    TextTooLong,
    CommentNotAllowed,
    CommentTooLong,
    EvidenceNotAllowed,
    EvidenceTooLong,
    EvidenceIsNoLink,
}

/// <summary>What may be stored as an answer.</summary>
public static class AnswerRules
{
    /// <summary>
    /// The first fault of what was sent, or null. What would be kept is judged: an empty field is nothing, and a line break is one
    /// character though browsers send two. <paramref name="question"/> is null where the form has no such key.
    /// </summary>
    public static AnswerFault? FaultOf(AnswerContent input, Question? question, Scale? scale)
    {
        if (question is null)
        {
            return AnswerFault.UnknownQuestion;
        }

        var value = Clean(input.Value);
        if (value is not null && scale is not null && scale.Find(value) is null)
        {
            return AnswerFault.NotOnTheScale;
        }

        if (value?.Length > Question.MaxTextLength)
        {
            return AnswerFault.TextTooLong;
        }

        if (Clean(input.Comment) is { } comment && (!question.Comment || comment.Length > Question.MaxTextLength))
        {
            return question.Comment ? AnswerFault.CommentTooLong : AnswerFault.CommentNotAllowed;
        }

        return Clean(input.Evidence) is { } evidence ? FaultOf(evidence, question) : null;
    }

    private static AnswerFault? FaultOf(string evidence, Question question) => !question.Evidence ? AnswerFault.EvidenceNotAllowed
        : evidence.Length > EvidenceLink.MaxLength ? AnswerFault.EvidenceTooLong
        : EvidenceLink.IsLink(evidence) ? null : AnswerFault.EvidenceIsNoLink;

    /// <summary>
    /// Text as it is kept: NFC (å typed on a Mac is the same å), line breaks as \n, without control characters (a NUL can't stand in
    /// XML, so not in Word) and without white space around it. Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // EnumerateRunes turns a lone surrogate into U+FFFD, so what is left can always be encoded.
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)))
            {
                kept.Append(rune.ToString());
            }
        }

        var clean = kept.ToString().Normalize(NormalizationForm.FormC).Trim();
        return clean.Length == 0 ? null : clean;
    }
}
