using System.Text.Encodings.Web;
using System.Text.Json;

namespace Arshjulet.Functions.Answers.Autosave;

/// <summary>The texts that the form's script shows, from the same resources as the page.</summary>
internal static class ScriptTexts
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As JSON for an attribute, which the page encodes.</summary>
    public static string Json { get; } = JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["saving"] = AnswerTexts.Saving,
            ["failed"] = AnswerTexts.NotSavedRetrying,
            ["pressed"] = AnswerTexts.PressedWhileUnreachable,
            ["signedOut"] = AnswerTexts.SignedOut,
            ["refused"] = AnswerTexts.Refused,
            ["noteSignedOut"] = AnswerTexts.NoteSignedOut,
            ["noteLocked"] = AnswerTexts.NoteLocked,
            ["noteClosed"] = AnswerTexts.NoteClosed,
            ["noteRefused"] = AnswerTexts.NoteRefused,
            ["locked"] = AnswerTexts.LockedMeanwhile,
            ["closed"] = AnswerTexts.NotSavedClosed,
            ["yearClosed"] = AnswerTexts.YearClosed,
            ["reopened"] = AnswerTexts.ReopenedMeanwhile,
            ["changedBy"] = AnswerTexts.ChangedBy,
            ["compare"] = AnswerTexts.ConflictExplained,
            ["theirs"] = AnswerTexts.ConflictTheirs,
            ["empty"] = AnswerTexts.ConflictEmpty,
            ["undecided"] = AnswerTexts.ConflictUndecided,
            ["draft"] = AnswerTexts.DraftOffer,
            ["left"] = AnswerTexts.CharactersLeft,
            ["over"] = AnswerTexts.CharactersOver,
            ["back"] = AnswerTexts.SavingAgain,
        },
        Plain);
}
