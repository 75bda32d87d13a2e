using System.Text.Json;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>A version's submissions, copied once at its start: <c>reports/2024/v3/underlag.json</c>. Everything after reads that.</summary>
public sealed class Snapshots(CityContent city, YearStore years, AssignmentStore assignments, AnswerStore answers, HistoryStore history, SubmitStep submit, Blobs blobs)
{
    private sealed record Content(IReadOnlyList<string> Forms, IReadOnlyList<Submission> Submissions, IReadOnlyList<FormHistory> History);

    /// <summary>Copies what is submitted now. A second time, the first copy stands.</summary>
    public async Task TakeAsync(CompileId id, CancellationToken cancellation)
    {
        var forms = DecideStep.FormsOf(city.Year(id.Year), await years.ReadAsync(id.Year, cancellation));
        var asked = (await assignments.OfYearAsync(id.Year, cancellation)).Select(a => a.Id).Where(a => forms.Contains(a.Form));
        var submissions = new List<Submission>();
        foreach (var assignment in asked.OrderBy(a => city.Body(a.Body).Order).ThenBy(a => a.Form, StringComparer.Ordinal))
        {
            // The sentinel and not the row that follows it: what is counted is what is submitted at this moment.
            if (await answers.ReadStateAsync(assignment, cancellation) is { Locked: true, Blob: { } blob })
            {
                submissions.Add(await submit.ReadAsync(blob, cancellation));
            }
        }

        var content = new Content(forms, submissions, await history.ReadAsync(forms, cancellation));
        await Blobs.WriteOnceAsync(blobs.Reports, NameOf(id), BinaryData.FromObjectAsJson(content, JsonSerializerOptions.Web), "application/json", cancellation);
    }

    /// <summary>What a version is compiled from.</summary>
    public async Task<CompilationInput> ReadAsync(CompileId id, CancellationToken cancellation)
    {
        var (json, _) = await Blobs.ReadAsync(blobs.Reports, NameOf(id), cancellation);
        var content = json.ToObjectFromJson<Content>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"The snapshot of {id} is empty.");
        var forms = content.Forms.Select(city.Form).ToArray();
        return new CompilationInput
        {
            Plan = city.Year(id.Year).Plan,
            Forms = forms,
            Bodies = [.. city.Bodies.Where(b => forms.Any(f => f.IsFor(b)))],
            Submissions = content.Submissions,
            History = [.. city.History, .. content.History.Where(h => !city.History.Any(c => c.Year == h.Year && c.Form == h.Form))],
        };
    }

    private static string NameOf(CompileId id) => $"{id.Year}/v{id.Version}/underlag.json";
}
