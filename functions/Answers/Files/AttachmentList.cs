using System.Text.Json;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>
/// A sheet's files are stored as one more answer, under a key that no question can have. Adding a file and submitting therefore conflict like any
/// other writes: what is submitted is exactly what was added.
/// </summary>
internal static class AttachmentList
{
    public const string Key = "~bilagor";

    public static IReadOnlyList<AttachmentRef> Read(AnswerSheet sheet) => sheet.Answers.GetValueOrDefault(Key)?.Answer.Value is { } json
        ? JsonSerializer.Deserialize<IReadOnlyList<AttachmentRef>>(json, JsonSerializerOptions.Web) ?? []
        : [];

    /// <summary>The change that sets a sheet's files. An emptied list is kept, since it has a revision too.</summary>
    public static AnswerChange ChangeTo(AnswerSheet sheet, IReadOnlyList<AttachmentRef> files) => new(
        Key, new AnswerContent(files.Count == 0 ? null : JsonSerializer.Serialize(files, JsonSerializerOptions.Web)), sheet.RevisionOf(Key));
}
