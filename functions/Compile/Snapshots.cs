using System.Text.Json;
using System.Text.Json.Serialization;
using Arshjulet.Documents;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Compile;

/// <summary>Everything that a version is made from: the input of the figures, and the texts of the report.</summary>
public sealed record Snapshot(CompilationInput Input, ReportSource Report);

/// <summary>
/// The snapshots of versions, each taken once when the version is started: <c>reports/2024/v3/underlag.json</c>. Figures and documents are made from
/// the snapshot and nothing else. They can therefore be made again, and agree with each other, after bodies, forms, dates or texts have changed.
/// </summary>
public sealed class Snapshots(
    CityContent city, YearStore years, AssignmentStore assignments, AnswerStore answers, HistoryStore history, SubmissionStore submissions,
    SurveyCounting surveys, Blobs blobs)
{
    /// <summary>Snapshots are kept as long as the report. Enum values are stored by name, and a snapshot that lacks a property is refused.</summary>
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, RespectRequiredConstructorParameters = true };

    /// <summary>Takes a snapshot of what is submitted now. If there already is one, it is kept.</summary>
    /// <exception cref="CompileException">A body that was asked is no longer in the city's content.</exception>
    public async Task TakeAsync(CompileId id, CancellationToken cancellation)
    {
        var content = city.Year(id.Year);
        var state = await years.ReadAsync(id.Year, cancellation);
        var forms = state.FormsOf(content);
        var asked = (await assignments.OfYearAsync(id.Year, cancellation)).Select(a => a.Id).Where(a => forms.Contains(a.Form)).ToArray();
        if (asked.Select(a => a.Body).Distinct().Where(a => city.Bodies.All(b => b.Id != a)).ToArray() is { Length: > 0 } gone)
        {
            // Leaving it out silently would make the report look complete.
            throw new CompileException(Text.With(CompileTexts.BodiesAreGone, Swedish.List(gone)));
        }

        var states = await answers.StatesOfYearAsync(id.Year, cancellation);
        var submitted = new List<Submission>();
        foreach (var assignment in asked.OrderBy(a => city.Body(a.Body).Order).ThenBy(a => a.Form, StringComparer.Ordinal))
        {
            // Read the sentinel, not the assignment's row, which may lag behind: what counts is what is submitted at this moment.
            if (states.GetValueOrDefault(assignment.AnswersPartition) is { Locked: true, Blob: { } blob })
            {
                submitted.Add(await submissions.ReadAsync(blob, cancellation));
            }
        }

        var kept = await history.ReadAsync(forms, cancellation);
        var input = new CompilationInput
        {
            Plan = content.Plan,
            Forms = [.. forms.Select(content.Form)],
            Bodies = [.. city.Bodies.Where(b => forms.Any(f => content.Form(f).IsFor(b)))],
            Submissions = submitted,
            Survey = await surveys.ReadForCompilationAsync(id.Year, cancellation),
            History = [.. city.History, .. kept.Where(h => !city.History.Any(c => c.Year == h.Year && c.Form == h.Form))],
        };
        string[] recipients = [.. city.Recipients.Select(b => b.Name)];
        var report = new ReportSource(content.Report, city.Facts.Name, city.Facts.Office, state.Decision?.DiaryNumber, recipients);
        var json = BinaryData.FromObjectAsJson(new Snapshot(input, report), Json);
        await Blobs.WriteOnceAsync(blobs.Reports, NameOf(id), json, "application/json", cancellation);
    }

    /// <summary>Reads a version's snapshot.</summary>
    public async Task<Snapshot> ReadAsync(CompileId id, CancellationToken cancellation)
    {
        var (json, _) = await Blobs.ReadAsync(blobs.Reports, NameOf(id), cancellation);
        return json.ToObjectFromJson<Snapshot>(Json) ?? throw new InvalidOperationException($"The snapshot of {id} is empty.");
    }

    private static string NameOf(CompileId id) => $"{id.Year}/v{id.Version}/underlag.json";
}
