using Arshjulet.Documents.Excel;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Protocols;

/// <summary>Reads a protocol that somebody has filled in, from a file that may be anything.</summary>
public static class ProtocolReading
{
    private const int LongestSaid = 60;

    /// <summary>The heading row is the first, unless somebody has written something above it.</summary>
    private const int LastHeadingRow = 20;

    /// <summary>What the file says of these bodies' items, or null when it is not a workbook that can be read.</summary>
    public static ReadProtocol? Read(byte[] content, int year, Form form, IReadOnlyCollection<Body> bodies)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(bodies);
        if (WorkbookReading.Read(content) is not { } sheets)
        {
            return null;
        }

        var asked = form.ItemSectionsFor(bodies).SelectMany(s => s.Questions).ToDictionary(q => ProtocolTemplate.KeyOf(year, form, q));
        var reading = new Reading($"{year}/{form.Key}/", form, asked);
        var others = new List<string>();
        foreach (var sheet in sheets)
        {
            if (sheet.Rows.FirstOrDefault(r => r.Number <= LastHeadingRow && r.Cells.Values.Any(c => Is(c, ExcelTexts.RowKey))) is { } headings)
            {
                reading.Add(sheet, headings);
            }
            else if (sheet.Name != ExcelTexts.ReadMe && sheet.Name != ExcelTexts.Lists && sheet.Rows.Count > 0)
            {
                others.Add(Shortened(AnswerRules.Clean(sheet.Name) ?? ""));
            }
        }

        return reading.Result(others);
    }

    private static bool Is(ReadCell cell, string words) => string.Equals(Plain(cell.Text), Plain(words), StringComparison.OrdinalIgnoreCase);

    /// <summary>Words to compare: cleaned, with all white space as single spaces.</summary>
    private static string Plain(string? text) => string.Join(' ', (AnswerRules.Clean(text) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Shortened(string text) => Packaging.PlainText.Shorten(text, LongestSaid);

    private sealed class Reading(string prefix, Form form, IReadOnlyDictionary<string, Question> asked)
    {
        private readonly List<ProtocolRow> _rows = [];
        private readonly List<ProtocolFault> _faults = [];
        private bool _isTemplate;

        public void Add(ReadSheet sheet, ReadRow headings)
        {
            _isTemplate = true;
            var columns = new Columns(headings);
            foreach (var missing in new[] { ExcelTexts.Outcome, ExcelTexts.Comment, ExcelTexts.Evidence }.Where(h => columns.Of(h) is null))
            {
                _faults.Add(new ProtocolFault(ProtocolFaultKind.NoColumn, sheet.Name, headings.Number, missing));
            }

            foreach (var row in sheet.Rows.Where(r => r.Number > headings.Number))
            {
                Add(sheet.Name, row, columns);
            }
        }

        public ReadProtocol Result(IReadOnlyList<string> others)
        {
            var rows = new List<ProtocolRow>();
            foreach (var same in _rows.GroupBy(r => r.Question.Key))
            {
                if (same.Select(r => r.Content).Distinct().Count() == 1)
                {
                    rows.Add(same.First());
                }
                else
                {
                    _faults.AddRange(same.Select(r => new ProtocolFault(ProtocolFaultKind.Twice, r.Sheet, r.Row, Question: r.Question)));
                }
            }

            return new ReadProtocol(_isTemplate, rows, [.. _faults.GroupBy(f => f.Sheet).SelectMany(s => s.OrderBy(f => f.Row))], others);
        }

        private void Add(string sheet, ReadRow row, Columns columns)
        {
            if (QuestionOf(sheet, row, columns) is not { } question)
            {
                return;
            }

            if (!Says(row, columns.Of(ExcelTexts.Item), question.Group) || !Says(row, columns.Of(ExcelTexts.Criterion), question.Text))
            {
                _faults.Add(new ProtocolFault(ProtocolFaultKind.OtherWords, sheet, row.Number, Question: question));
                return;
            }

            _rows.Add(new ProtocolRow(sheet, row.Number, question, new AnswerContent(
                OutcomeOf(sheet, row, columns, question),
                TextOf(sheet, row, columns, ExcelTexts.Comment, question),
                TextOf(sheet, row, columns, ExcelTexts.Evidence, question))));
        }

        private Question? QuestionOf(string sheet, ReadRow row, Columns columns)
        {
            var cell = row.Cells.GetValueOrDefault(columns.Of(ExcelTexts.RowKey)!.Value);
            if (cell is null)
            {
                var written = new[] { ExcelTexts.Outcome, ExcelTexts.Comment, ExcelTexts.Evidence }
                    .Select(h => columns.Of(h) is { } column ? row.Cells.GetValueOrDefault(column)?.Text : null).FirstOrDefault(t => Plain(t).Length > 0);
                if (written is not null)
                {
                    _faults.Add(new ProtocolFault(ProtocolFaultKind.NoKey, sheet, row.Number, Said: Shortened(Plain(written))));
                }

                return null;
            }

            var key = Plain(cell.Text);
            if (!cell.IsFormula && asked.TryGetValue(key, out var question))
            {
                return question;
            }

            var kind = cell.IsFormula ? ProtocolFaultKind.Formula
                : key.StartsWith(prefix, StringComparison.Ordinal) ? ProtocolFaultKind.NotAsked : ProtocolFaultKind.OtherProtocol;
            _faults.Add(new ProtocolFault(kind, sheet, row.Number, cell.IsFormula ? ExcelTexts.RowKey : null));
            return null;
        }

        private static bool Says(ReadRow row, int? column, string? words) =>
            column is not { } at || row.Cells.GetValueOrDefault(at) is not { } cell || Is(cell, words ?? "");

        private string? OutcomeOf(string sheet, ReadRow row, Columns columns, Question question)
        {
            if (form.ScaleOf(question) is not { } scale)
            {
                return TextOf(sheet, row, columns, ExcelTexts.Outcome, question);
            }

            if (CellOf(sheet, row, columns, ExcelTexts.Outcome, question) is not { } cell)
            {
                return null;
            }

            if (scale.Steps.FirstOrDefault(s => Is(cell, s.Label)) is { } step)
            {
                return step.Value;
            }

            _faults.Add(new ProtocolFault(ProtocolFaultKind.NotOnTheScale, sheet, row.Number, ExcelTexts.Outcome, Shortened(Plain(cell.Text)), question));
            return null;
        }

        private string? TextOf(string sheet, ReadRow row, Columns columns, string heading, Question question)
        {
            var cell = CellOf(sheet, row, columns, heading, question);
            if (cell is null or { IsText: true })
            {
                return AnswerRules.Clean(cell?.Text);
            }

            _faults.Add(new ProtocolFault(ProtocolFaultKind.NotText, sheet, row.Number, heading, Shortened(Plain(cell.Text)), question));
            return null;
        }

        /// <summary>A cell that somebody has written in; a formula's result counts as empty.</summary>
        private ReadCell? CellOf(string sheet, ReadRow row, Columns columns, string heading, Question question)
        {
            var cell = columns.Of(heading) is { } column ? row.Cells.GetValueOrDefault(column) : null;
            if (cell is { IsFormula: true })
            {
                _faults.Add(new ProtocolFault(ProtocolFaultKind.Formula, sheet, row.Number, heading, Question: question));
                return null;
            }

            return cell is null || Plain(cell.Text).Length == 0 ? null : cell;
        }
    }

    /// <summary>Where the template's columns are in a sheet; somebody may have moved them.</summary>
    private sealed class Columns(ReadRow headings)
    {
        public int? Of(string heading) => headings.Cells.Where(c => Is(c.Value, heading)).Select(c => (int?)c.Key).FirstOrDefault();
    }
}
