using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>An answer that a protocol would change, before and after.</summary>
public sealed record ProtocolChange(Question Question, Answer? Before, AnswerContent After);

/// <summary>
/// Something in a protocol that will not be saved, and what to do about it. If it does not come from a file, <paramref name="Row"/> is null and
/// <paramref name="Sheet"/> says what it is about.
/// </summary>
public sealed record ProtocolRejection(string Sheet, int? Row, string Why);

/// <summary>What a protocol would change. Nothing is changed yet.</summary>
public sealed record ProtocolPreview
{
    /// <summary>In the form's order.</summary>
    public required IReadOnlyList<ProtocolChange> Changes { get; init; }

    /// <summary>How many rows are empty or equal what is saved.</summary>
    public required int UnchangedRows { get; init; }

    public required IReadOnlyList<ProtocolRejection> Rejections { get; init; }

    public required IReadOnlyList<string> OtherSheets { get; init; }

    /// <summary>
    /// Compares a protocol with the saved answers. An empty cell changes nothing. An invalid cell is reported, and the row's other cells are used.
    /// </summary>
    public static ProtocolPreview Create(ReadProtocol read, ProtocolView view)
    {
        var (form, sheet) = (view.Form, view.Sheet);
        var wrong = read.Faults.Select(f => new ProtocolRejection(f.Sheet, f.Row, ProtocolWords.ReasonFor(f, form))).ToList();
        var changes = new List<ProtocolChange>();
        var unchanged = 0;
        foreach (var row in read.Rows)
        {
            var before = sheet.Answers.GetValueOrDefault(row.Question.Key)?.Answer;
            var after = new AnswerContent(
                Accepted(row, form, row.Content.Value, t => new AnswerContent(Value: t), wrong) ?? before?.Value,
                Accepted(row, form, row.Content.Comment, t => new AnswerContent(Comment: t), wrong) ?? before?.Comment,
                Accepted(row, form, row.Content.Evidence, t => new AnswerContent(Evidence: t), wrong) ?? before?.Evidence);
            if (after == (before?.Content ?? AnswerContent.Empty))
            {
                unchanged++;
            }
            else if (view.SubmittedBodyOf(row.Question) is { } body)
            {
                wrong.Add(new ProtocolRejection(row.Sheet, RowOf(row), Text.With(ProtocolTexts.HandedIn, body.Name)));
            }
            else
            {
                changes.Add(new ProtocolChange(row.Question, before, after));
            }
        }

        return new ProtocolPreview
        {
            Changes = changes,
            UnchangedRows = unchanged,
            Rejections = [.. wrong.GroupBy(w => w.Sheet).SelectMany(s => s.OrderBy(w => w.Row))],
            OtherSheets = read.OtherSheets,
        };
    }

    /// <summary>The row number in Excel, which counts from 1; null if the answer does not come from a file.</summary>
    private static int? RowOf(ProtocolRow row) => row.Row > 0 ? row.Row : null;

    private static string? Accepted(ProtocolRow row, Form form, string? text, Func<string, AnswerContent> alone, List<ProtocolRejection> wrong)
    {
        if (text is null || AnswerRules.FaultOf(alone(text), row.Question, form.ScaleOf(row.Question)) is not { } fault)
        {
            return text;
        }

        var why = SentAnswers.MessageOf(fault, row.Question.Key, alone(text));
        wrong.Add(new ProtocolRejection(row.Sheet, RowOf(row), Text.With(ProtocolTexts.Wrong, ProtocolWords.NameOf(row.Question), why)));
        return null;
    }
}
