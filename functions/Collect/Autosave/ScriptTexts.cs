using System.Text.Encodings.Web;
using System.Text.Json;

namespace Arshjulet.Functions.Collect.Autosave;

/// <summary>What the form's script says, from the same resources as the page.</summary>
internal static class ScriptTexts
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As JSON for an attribute; the page encodes it on the way.</summary>
    public static string Json { get; } = JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["saving"] = CollectTexts.Saving,
            ["failed"] = CollectTexts.NotSavedRetrying,
            ["pressed"] = CollectTexts.PressedWhileUnreachable,
            ["signedOut"] = CollectTexts.SignedOut,
            ["refused"] = CollectTexts.Refused,
            ["noteSignedOut"] = CollectTexts.NoteSignedOut,
            ["noteLocked"] = CollectTexts.NoteLocked,
            ["noteClosed"] = CollectTexts.NoteClosed,
            ["noteRefused"] = CollectTexts.NoteRefused,
            ["locked"] = CollectTexts.LockedMeanwhile,
            ["closed"] = CollectTexts.NotSavedClosed,
            ["yearClosed"] = CollectTexts.YearClosed,
            ["reopened"] = CollectTexts.ReopenedMeanwhile,
            ["changedBy"] = CollectTexts.ChangedBy,
            ["compare"] = CollectTexts.ConflictExplained,
            ["theirs"] = CollectTexts.ConflictTheirs,
            ["empty"] = CollectTexts.ConflictEmpty,
            ["undecided"] = CollectTexts.ConflictUndecided,
            ["draft"] = CollectTexts.DraftOffer,
            ["left"] = CollectTexts.CharactersLeft,
            ["over"] = CollectTexts.CharactersOver,
            ["back"] = CollectTexts.SavingAgain,
        },
        Plain);
}
