using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Answers;

/// <summary>Converts an assignment's answers to and from rows of the Answers table: one row per question, and the sentinel.</summary>
internal static class AnswerRows
{
    /// <summary>The sentinel's row key, which can't be a question's.</summary>
    public const string Sentinel = "~";

    public static AnswerSheet SheetOf(IReadOnlyCollection<TableEntity> rows) => new(
        StateOf(rows.FirstOrDefault(r => r.RowKey == Sentinel)),
        rows.Where(r => r.RowKey != Sentinel).Select(AnswerOf).ToDictionary(a => a.Answer.Question));

    public static SheetState StateOf(TableEntity? row) => row is null ? SheetState.Empty : new SheetState
    {
        Locked = row.GetBoolean("Locked") ?? false,
        Sequence = row.GetInt32("Sequence") ?? 0,
        Blob = row.GetString("Blob"),
        Fingerprint = row.GetString("Fingerprint"),
        SubmittedAt = row.GetDateTimeOffset("SubmittedAt"),
        Version = row.GetInt32("Version") ?? 0,
        Unlogged = UnloggedChange.ParseAll(row.GetString("Unlogged")),
        Row = RowVersion.FromRow(row),
    };

    /// <summary>The sentinel's row, to replace the one that was read.</summary>
    public static TableEntity RowOf(AssignmentId id, SheetState state) => new TableEntity(id.AnswersPartition, Sentinel)
    {
        ["Locked"] = state.Locked,
        ["Sequence"] = state.Sequence,
        ["Blob"] = state.Blob,
        ["Fingerprint"] = state.Fingerprint,
        ["SubmittedAt"] = state.SubmittedAt,
        ["Version"] = state.Version,
        ["Unlogged"] = UnloggedChange.ToJson(state.Unlogged),
    }.WithVersion(state.Row);

    /// <summary>An answer's row, to replace the one that was read (null if there was none).</summary>
    public static TableEntity RowOf(AssignmentId id, StoredAnswer stored, TableEntity? before) =>
        new TableEntity(id.AnswersPartition, stored.Answer.Question)
        {
            ["Question"] = stored.Answer.Question,
            ["Value"] = stored.Answer.Value,
            ["Comment"] = stored.Answer.Comment,
            ["Evidence"] = stored.Answer.Evidence,
            ["By"] = stored.Answer.By,
            ["At"] = stored.Answer.At,
            ["Revision"] = stored.Revision,
            ["Version"] = stored.Version,
            ["Writer"] = stored.Writer,
            ["Turn"] = stored.Turn,
        }.WithVersion(before is null ? null : RowVersion.FromRow(before));

    private static StoredAnswer AnswerOf(TableEntity row) => new(
        new Answer
        {
            Question = row.GetString("Question"),
            Content = new AnswerContent(row.GetString("Value"), row.GetString("Comment"), row.GetString("Evidence")),
            By = row.GetString("By"),
            At = row.GetDateTimeOffset("At") ?? default,
        },
        row.GetInt32("Revision") ?? 0)
    {
        Version = row.GetInt32("Version") ?? 0,
        Writer = row.GetString("Writer"),
        Turn = row.GetInt32("Turn") ?? 0,
    };
}
