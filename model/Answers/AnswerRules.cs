using Arshjulet.Model.Forms;
using Arshjulet.Model.Texts;

namespace Arshjulet.Model.Answers;

/// <summary>Why an answer is refused. The sentence for each is in the app's texts.</summary>
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
    /// The first fault of what was sent, or null. The cleaned text is judged: an empty field is no answer, and a line break is one character
    /// although browsers send two. <paramref name="question"/> is null where the form has no such key.
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

    /// <summary>An answer's text as it is stored: <see cref="CleanText"/> without white space around it. Null when nothing is left.</summary>
    public static string? Clean(string? text) => CleanText.From(text).Trim() is { Length: > 0 } clean ? clean : null;
}
