using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>An answer that a protocol would change: what stands, and what would.</summary>
public sealed record ProtocolChange(Question Question, Answer? Before, AnswerContent After);

/// <summary>Something in a protocol that will not be saved, and what to do about it. Where it no longer comes from a file there is no row, and what it is about stands in the sheet's place.</summary>
public sealed record NotUnderstood(string Sheet, int? Row, string Why);

/// <summary>What a protocol would do to the answers as they stand. Nothing of it is done.</summary>
public sealed record ProtocolPreview
{
    /// <summary>In the form's order.</summary>
    public required IReadOnlyList<ProtocolChange> Changes { get; init; }

    /// <summary>Rows that are empty or say what is saved already.</summary>
    public required int Same { get; init; }

    public required IReadOnlyList<NotUnderstood> NotUnderstood { get; init; }

    public required IReadOnlyList<string> OtherSheets { get; init; }

    /// <summary>Holds a protocol against the sheet. An empty cell is no change; a cell that may not be kept is told of, and the row's other cells are taken.</summary>
    public static ProtocolPreview Of(ReadProtocol read, ProtocolView view)
    {
        var (form, sheet) = (view.Form, view.Sheet);
        var wrong = read.Faults.Select(f => new NotUnderstood(f.Sheet, f.Row, ProtocolWords.Of(f, form))).ToList();
        var changes = new List<ProtocolChange>();
        var same = 0;
        foreach (var row in read.Rows)
        {
            var before = sheet.Answers.GetValueOrDefault(row.Question.Key)?.Answer;
            var after = new AnswerContent(
                Kept(row, form, row.Content.Value, t => new AnswerContent(Value: t), wrong) ?? before?.Value,
                Kept(row, form, row.Content.Comment, t => new AnswerContent(Comment: t), wrong) ?? before?.Comment,
                Kept(row, form, row.Content.Evidence, t => new AnswerContent(Evidence: t), wrong) ?? before?.Evidence);
            if (after == (before?.Content ?? AnswerContent.Empty))
            {
                same++;
            }
            else if (view.HandedInWith(row.Question) is { } body)
            {
                wrong.Add(new NotUnderstood(row.Sheet, RowOf(row), Text.With(ProtocolTexts.HandedIn, body.Name)));
            }
            else
            {
                changes.Add(new ProtocolChange(row.Question, before, after));
            }
        }

        return new ProtocolPreview
        {
            Changes = changes,
            Same = same,
            NotUnderstood = [.. wrong.GroupBy(w => w.Sheet).SelectMany(s => s.OrderBy(w => w.Row))],
            OtherSheets = read.OtherSheets,
        };
    }

    /// <summary>Excel counts from 1.</summary>
    private static int? RowOf(ProtocolRow row) => row.Row > 0 ? row.Row : null;

    private static string? Kept(ProtocolRow row, Form form, string? text, Func<string, AnswerContent> alone, List<NotUnderstood> wrong)
    {
        if (text is null || AnswerRules.FaultOf(alone(text), row.Question, form.ScaleOf(row.Question)) is not { } fault)
        {
            return text;
        }

        var why = SentAnswers.MessageOf(fault, row.Question.Key, alone(text));
        wrong.Add(new NotUnderstood(row.Sheet, RowOf(row), Text.With(ProtocolTexts.Wrong, ProtocolWords.NameOf(row.Question), why)));
        return null;
    }
}
