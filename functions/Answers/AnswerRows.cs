using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Answers;

/// <summary>An assignment's answers as rows of the Answers table: a row a question, its key the question's, and the sentinel.</summary>
internal static class AnswerRows
{
    /// <summary>No question is called so.</summary>
    public const string Sentinel = "~";

    public static AnswerSheet SheetOf(IReadOnlyCollection<TableEntity> rows) => new(
        StateOf(rows.FirstOrDefault(r => r.RowKey == Sentinel)),
        rows.Where(r => r.RowKey != Sentinel).Select(AnswerOf).ToDictionary(a => a.Answer.Question));

    public static SheetState StateOf(TableEntity? row) => row is null ? SheetState.Unwritten : new SheetState
    {
        Locked = row.GetBoolean("Locked") ?? false,
        Sequence = row.GetInt32("Sequence") ?? 0,
        Blob = row.GetString("Blob"),
        Fingerprint = row.GetString("Fingerprint"),
        SubmittedAt = row.GetDateTimeOffset("SubmittedAt"),
        Version = row.GetInt32("Version") ?? 0,
        Unlogged = UnloggedChange.Read(row.GetString("Unlogged")),
        Row = RowVersion.Of(row),
    };

    /// <summary>The sentinel that says this, in place of the one that was read.</summary>
    public static TableEntity RowOf(AssignmentId id, SheetState state) => new TableEntity(id.AnswersPartition, Sentinel)
    {
        ["Locked"] = state.Locked,
        ["Sequence"] = state.Sequence,
        ["Blob"] = state.Blob,
        ["Fingerprint"] = state.Fingerprint,
        ["SubmittedAt"] = state.SubmittedAt,
        ["Version"] = state.Version,
        ["Unlogged"] = UnloggedChange.Write(state.Unlogged),
    }.ReadAs(state.Row);

    /// <summary>The row of an answer, in place of the one that was read (null for none).</summary>
    public static TableEntity RowOf(AssignmentId id, StoredAnswer stored, TableEntity? before) => new TableEntity(id.AnswersPartition, stored.Answer.Question)
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
    }.ReadAs(before is null ? null : RowVersion.Of(before));

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
