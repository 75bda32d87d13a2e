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

/// <summary>All that a version is made from: what is counted, and what is written of it.</summary>
public sealed record Snapshot(CompilationInput Input, ReportSource Report);

/// <summary>
/// All that a version is made from, copied once at its start: <c>reports/2024/v3/underlag.json</c>. Figures and documents are made from that and
/// nothing else, so that they can be made again, and agree with each other, after bodies, forms, dates or texts have changed.
/// </summary>
public sealed class Snapshots(
    CityContent city,
    YearStore years,
    AssignmentStore assignments,
    AnswerStore answers,
    HistoryStore history,
    SubmissionStore submissions,
    SurveyCounting surveys,
    Blobs blobs)
{
    /// <summary>A snapshot is read for as long as the report is kept: enums are written in it by name, and a file that lacks a part is refused.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Copies what is submitted now. Called again, it keeps the first copy.</summary>
    /// <exception cref="CompileException">A body that was asked is no longer the city's.</exception>
    public async Task TakeAsync(CompileId id, CancellationToken cancellation)
    {
        var content = city.Year(id.Year);
        var state = await years.ReadAsync(id.Year, cancellation);
        var forms = state.FormsOf(content);
        var asked = (await assignments.OfYearAsync(id.Year, cancellation)).Select(a => a.Id).Where(a => forms.Contains(a.Form)).ToArray();
        if (asked.Select(a => a.Body).Distinct().Where(a => city.Bodies.All(b => b.Id != a)).ToArray() is { Length: > 0 } gone)
        {
            // If they were left out silently, the report would call itself complete without them.
            throw new CompileException(Text.With(CompileTexts.BodiesAreGone, Swedish.List(gone)));
        }

        var states = await answers.StatesOfYearAsync(id.Year, cancellation);
        var handedIn = new List<Submission>();
        foreach (var assignment in asked.OrderBy(a => city.Body(a.Body).Order).ThenBy(a => a.Form, StringComparer.Ordinal))
        {
            // The sentinel and not the row that follows it: what is counted is what is submitted at this moment.
            if (states.GetValueOrDefault(assignment.AnswersPartition) is { Locked: true, Blob: { } blob })
            {
                handedIn.Add(await submissions.ReadAsync(blob, cancellation));
            }
        }

        var kept = await history.ReadAsync(forms, cancellation);
        var input = new CompilationInput
        {
            Plan = content.Plan,
            Forms = [.. forms.Select(content.Form)],
            Bodies = [.. city.Bodies.Where(b => forms.Any(f => content.Form(f).IsFor(b)))],
            Submissions = handedIn,
            Survey = await surveys.CompiledAsync(id.Year, cancellation),
            History = [.. city.History, .. kept.Where(h => !city.History.Any(c => c.Year == h.Year && c.Form == h.Form))],
        };
        var recipients = city.Recipients.Select(b => b.Name).ToArray();
        var report = new ReportSource(content.Report, city.Facts.Name, city.Facts.Office, state.Decision?.DiaryNumber, recipients);
        await Blobs.WriteOnceAsync(blobs.Reports, NameOf(id), BinaryData.FromObjectAsJson(new Snapshot(input, report), Json), "application/json", cancellation);
    }

    /// <summary>What a version is made from.</summary>
    public async Task<Snapshot> ReadAsync(CompileId id, CancellationToken cancellation)
    {
        var (json, _) = await Blobs.ReadAsync(blobs.Reports, NameOf(id), cancellation);
        return json.ToObjectFromJson<Snapshot>(Json) ?? throw new InvalidOperationException($"The snapshot of {id} is empty.");
    }

    private static string NameOf(CompileId id) => $"{id.Year}/v{id.Version}/underlag.json";
}
