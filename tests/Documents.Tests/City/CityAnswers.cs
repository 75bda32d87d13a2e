using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Tests.City;

internal static class CityAnswers
{
    /// <summary>KS and the auditors do not answer; the other 23 do.</summary>
    public static IReadOnlyList<Submission> All() =>
    [
        .. Exempelstad.Bodies.Skip(2).SelectMany((body, b) => Forms.All.Select(form => new Submission
        {
            Year = Exempelstad.Year,
            Body = body.Id,
            Form = form.Key,
            FormVersion = 1,
            Sequence = 1,
            SubmittedAt = b == 4
                ? new DateTimeOffset(2024, 12, 3, 9, 0, 0, TimeSpan.Zero)
                : new DateTimeOffset(2024, 11, 21, 13, 3, 0, TimeSpan.Zero).AddMinutes(b),
            SubmittedBy = $"{body.Id}-samordnare",
            Decision = new OwnDecision
            {
                ByDelegation = false,
                Date = new DateOnly(2024, 11, 21),
                Paragraph = "112",
                DiaryNumber = $"N-2024-{b + 1}",
                Responsible = "Direktör",
            },
            Answers = [.. form.QuestionsFor(body).Select((q, i) => new Answer
            {
                Question = q.Key, Value = ValueOf(form, q, b, i), Comment = q.Comment && b == i ? "=SUMMA(A1) är ingen formel" : null,
                By = $"{body.Id}-samordnare", At = new DateTimeOffset(2024, 11, 20, 8, 0, 0, TimeSpan.Zero),
            })],
        })),
    ];

    private static string ValueOf(Form form, Question question, int body, int index) => form.Key switch
    {
        // 437 cells in all: 389, 39, 1 and 8, spread by a stride that has no factor in common with 437 (19 × 23).
        Exempelstad.SelfAssessment => ((((body * 19) + index) * 100) % 437) switch
        {
            < 389 => "tillfredsstallande",
            < 428 => "forbattring",
            428 => "omgaende",
            _ => "ej-tillamplig",
        },
        "ai" => question.Kind == QuestionKind.Text
            ? $"Det gick bra.\nSvar från {body}."
            : body switch { < 9 => "steg-1", < 18 => "steg-2", < 22 => "steg-3", _ => "steg-4" },
        _ => Access(body, index),
    };

    /// <summary>Yes 16, 15, 17, 18, 16 and 17 of 23; one says that a routine isn't known.</summary>
    private static string Access(int body, int index) =>
        body < new[] { 16, 15, 17, 18, 16, 17 }[index] ? "ja" : index == 4 && body == 22 ? "omgaende" : "delvis";
}
