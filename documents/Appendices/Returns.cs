using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Appendices;

/// <summary>Who has answered a form, who came late, who is missing and who need not answer, by name.</summary>
internal static class Returns
{
    public static void Append(WordDocument document, FormFigures form, ReportInput input)
    {
        var asked = input.Compilation.Returns
            .Select(r => (Return: r, Submission: r.Submissions.FirstOrDefault(s => s.Form == form.Key)))
            .Where(r => r.Submission is not null || r.Return.MissingForms.Contains(form.Key)).ToArray();
        document.Heading(1, WordTexts.WhoAnswered);
        document.Paragraph(Fill.In(WordTexts.AnsweredOf, Swedish.Number(form.Respondents), Swedish.Number(asked.Length)));
        Names(document, WordTexts.MissingNames, asked.Where(r => r.Submission is null && r.Return.Body.Exempt is null).Select(r => r.Return.Body.Name));
        Names(document, WordTexts.ExemptNames, asked.Where(r => r.Submission is null && r.Return.Body.Exempt is not null)
            .Select(r => $"{r.Return.Body.Name} ({r.Return.Body.Exempt})"));
        Names(document, WordTexts.LateNames, asked.Where(r => r.Submission is { Late: true }).Select(r => r.Return.Body.Name));
        if (asked.Length > 0)
        {
            document.Table(WordTexts.ReturnsCaption, new WordTable(
                [
                    new WordColumn(WordTexts.BodyName, 4), new WordColumn(WordTexts.State, 2),
                    new WordColumn(WordTexts.SubmittedOn, 2), new WordColumn(WordTexts.OwnDecision, 4),
                ],
                [
                    .. asked.Select(r => (IReadOnlyList<string>)
                        [r.Return.Body.Name, StateOf(r.Return, r.Submission), SubmittedOn(r.Submission), r.Submission?.Decision ?? "–"]),
                ]));
        }
    }

    private static void Names(WordDocument document, string text, IEnumerable<string> names)
    {
        var all = names.ToArray();
        if (all.Length > 0)
        {
            document.Paragraph(Fill.In(text, Swedish.List(all)));
        }
    }

    private static string StateOf(BodyReturn of, SubmissionRef? submission) => submission switch
    {
        { Late: true } => WordTexts.StateLate,
        not null => WordTexts.StateAnswered,
        null when of.Body.Exempt is not null => WordTexts.StateExempt,
        null => WordTexts.StateMissing,
    };

    private static string SubmittedOn(SubmissionRef? submission) =>
        submission is null ? "–" : Swedish.Date(WorkingDays.DayOf(submission.SubmittedAt));
}
