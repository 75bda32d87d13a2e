using System.Text.Json;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>
/// The files of a sheet stand in it as one answer more, under a key that no question can have: so adding a file and submitting happen one
/// after the other, as saving and submitting do, and what is frozen is exactly what was added.
/// </summary>
internal static class AttachmentList
{
    public const string Key = "~bilagor";

    public static IReadOnlyList<AttachmentRef> Of(AnswerSheet sheet) => sheet.Answers.GetValueOrDefault(Key)?.Answer.Value is { } json
        ? JsonSerializer.Deserialize<IReadOnlyList<AttachmentRef>>(json, JsonSerializerOptions.Web) ?? []
        : [];

    /// <summary>The change that makes a sheet's files these. A list that was emptied has a revision too.</summary>
    public static AnswerChange Change(AnswerSheet sheet, IReadOnlyList<AttachmentRef> files) => new(
        Key, new AnswerContent(files.Count == 0 ? null : JsonSerializer.Serialize(files, JsonSerializerOptions.Web)), sheet.RevisionOf(Key));
}
