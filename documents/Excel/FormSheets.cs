using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Excel;

/// <summary>What was answered: counted by statement, by body, and in words.</summary>
internal static class FormSheets
{
    public static string TitleOf(Compilation compilation, string form) => compilation.Form(form)?.Title ?? form;

    /// <summary>One row for each statement and step, so that it can be filtered and pivoted whatever the scales are.</summary>
    public static Sheet Distributions(FormFigures form) => new(
        form.Title,
        [
            new Column(ExcelTexts.Section, 30), new Column(ExcelTexts.Group, 30), new Column(ExcelTexts.Key, 24), new Column(ExcelTexts.Statement, 70),
            new Column(ExcelTexts.Step, 30), new Column(ExcelTexts.Count, 10), new Column(ExcelTexts.N, 16), new Column(ExcelTexts.PercentColumn, 18),
        ],
        [
            .. form.Sections.SelectMany(s => s.Questions.Where(q => q.Distribution is not null).SelectMany(q => q.Distribution!.Steps
                .Select(step => (IReadOnlyList<Cell>)[s.Title, q.Group, q.Key, q.Text, step.Step.Label, step.Count, step.N, step.Percent]))),
            .. form.Totals.SelectMany(t => t.Steps)
                .Select(step => (IReadOnlyList<Cell>)
                    [ExcelTexts.AllSections, "", "", ExcelTexts.AllStatements, step.Step.Label, step.Count, step.N, step.Percent]),
        ]);

    /// <summary>A row for each question on a scale, a column for each body.</summary>
    public static Sheet Answers(Compilation compilation)
    {
        var bodies = compilation.Returns.Select(r => r.Body).ToArray();
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var form in compilation.Forms)
        {
            foreach (var section in form.Sections)
            {
                var counted = section.Questions.Where(q => q.Distribution is not null).ToArray();
                rows.AddRange(section.Items is null
                    ? counted.Select(q => Row(form, section, q.Group, q, b => q.ByBody.FirstOrDefault(v => v.Body == b.Id)))
                    : section.Items.SelectMany(i => counted.Select(q =>
                        Row(form, section, i.Name, q, b => b.Id == i.Body ? i.Answers.GetValueOrDefault(q.Key) : null))));
            }
        }

        return new Sheet(
            ExcelTexts.Answers,
            [
                new Column(ExcelTexts.Form, 30), new Column(ExcelTexts.Section, 26), new Column(ExcelTexts.Group, 24), new Column(ExcelTexts.Statement, 60),
                .. bodies.Select(b => new Column(b.Name, 24)),
            ],
            rows)
        { FrozenColumns = 4 };

        IReadOnlyList<Cell> Row(FormFigures form, SectionFigures section, string? group, QuestionFigures question, Func<Body, BodyValue?> answer) =>
            [form.Title, section.Title, group, question.Text, .. bodies.Select(b => (Cell)LabelOf(form, question, answer(b)?.Value))];
    }

    /// <summary>Free texts, comments and links to evidence, a row each.</summary>
    public static Sheet Texts(Compilation compilation)
    {
        var names = compilation.Returns.ToDictionary(r => r.Body.Id, r => r.Body.Name);
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var form in compilation.Forms)
        {
            foreach (var section in form.Sections)
            {
                var values = section.Items is null
                    ? section.Questions.SelectMany(q => q.ByBody.Select(v => (Group: q.Group, Question: q, Value: v)))
                    : section.Items.SelectMany(i => section.Questions.Where(q => i.Answers.ContainsKey(q.Key))
                        .Select(q => (Group: (string?)i.Name, Question: q, Value: i.Answers[q.Key])));
                foreach (var (group, question, value) in values)
                {
                    var text = question.Kind == QuestionKind.Text ? value.Value : null;
                    if (text is not null || value.Comment is not null || value.Evidence is not null)
                    {
                        rows.Add(
                        [
                            names[value.Body], form.Title, section.Title, group, question.Text,
                            question.Kind == QuestionKind.Text ? "" : LabelOf(form, question, value.Value), text ?? "",
                            value.Comment ?? "", value.Evidence ?? "",
                        ]);
                    }
                }
            }
        }

        return new Sheet(
            ExcelTexts.Comments,
            [
                new Column(ExcelTexts.Body, 34), new Column(ExcelTexts.Form, 30), new Column(ExcelTexts.Section, 26), new Column(ExcelTexts.Group, 24),
                new Column(ExcelTexts.Statement, 50), new Column(ExcelTexts.Answer, 26), new Column(ExcelTexts.FreeText, 80),
                new Column(ExcelTexts.Comment, 60), new Column(ExcelTexts.Evidence, 60),
            ],
            rows)
        { FrozenColumns = 1 };
    }

    private static string? LabelOf(FormFigures form, QuestionFigures question, string? value) =>
        form.Scales[question.Distribution!.Scale].Find(value)?.Label;
}
