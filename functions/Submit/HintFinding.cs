using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.Submit;

/// <summary>Finds the hints to show before submitting, from the answers and from what the body submitted the year before.</summary>
public sealed class HintFinding(AssignmentStore assignments, SubmissionStore submissions)
{
    public async Task<IReadOnlyList<FoundHint>> FindAsync(AnswerView view, CancellationToken cancellation) =>
        HintRules.Find(view.Form, view.Who.Body, view.Sheet.Values, await LastYearAsync(view.Id, cancellation));

    private async Task<IReadOnlyDictionary<string, Answer>?> LastYearAsync(AssignmentId id, CancellationToken cancellation)
    {
        var before = (await assignments.OfBodyAsync(id.Year - 1, id.Body, cancellation)).FirstOrDefault(a => a.Id.Form == id.Form);
        return before is { Submitted: true, Blob: { } blob } ? (await submissions.ReadAsync(blob, cancellation)).Answers.ToDictionary(a => a.Question) : null;
    }
}
