using System.Text.Json;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>
/// All that a version is compiled from, copied once at its start: <c>reports/2024/v3/underlag.json</c>. The figures are made from that and nothing
/// else, so that they can be made again after bodies, forms or dates have changed.
/// </summary>
public sealed class Snapshots(CityContent city, YearStore years, AssignmentStore assignments, AnswerStore answers, HistoryStore history, SubmitStep submit, SurveyCounting surveys, Blobs blobs)
{
    /// <summary>Copies what is submitted now. A second time, the first copy stands.</summary>
    public async Task TakeAsync(CompileId id, CancellationToken cancellation)
    {
        var content = city.Year(id.Year);
        var forms = DecideStep.FormsOf(content, await years.ReadAsync(id.Year, cancellation));
        var asked = (await assignments.OfYearAsync(id.Year, cancellation)).Select(a => a.Id).Where(a => forms.Contains(a.Form));
        var states = await answers.StatesOfYearAsync(id.Year, cancellation);
        var submissions = new List<Submission>();
        foreach (var assignment in asked.OrderBy(a => city.Body(a.Body).Order).ThenBy(a => a.Form, StringComparer.Ordinal))
        {
            // The sentinel and not the row that follows it: what is counted is what is submitted at this moment.
            if (states.GetValueOrDefault(assignment.AnswersPartition) is { Locked: true, Blob: { } blob })
            {
                submissions.Add(await submit.ReadAsync(blob, cancellation));
            }
        }

        var kept = await history.ReadAsync(forms, cancellation);
        var input = new CompilationInput
        {
            Plan = content.Plan,
            Forms = [.. forms.Select(content.Form)],
            Bodies = [.. city.Bodies.Where(b => forms.Any(f => content.Form(f).IsFor(b)))],
            Submissions = submissions,
            Survey = await surveys.CompiledAsync(id.Year, cancellation),
            History = [.. city.History, .. kept.Where(h => !city.History.Any(c => c.Year == h.Year && c.Form == h.Form))],
        };
        await Blobs.WriteOnceAsync(blobs.Reports, NameOf(id), BinaryData.FromObjectAsJson(input, JsonSerializerOptions.Web), "application/json", cancellation);
    }

    /// <summary>What a version is compiled from.</summary>
    public async Task<CompilationInput> ReadAsync(CompileId id, CancellationToken cancellation)
    {
        var (json, _) = await Blobs.ReadAsync(blobs.Reports, NameOf(id), cancellation);
        return json.ToObjectFromJson<CompilationInput>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"The snapshot of {id} is empty.");
    }

    private static string NameOf(CompileId id) => $"{id.Year}/v{id.Version}/underlag.json";
}
