using System.Collections.Concurrent;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The sums of the managers' survey. Spending a code and counting its answer is one transaction in the body's partition: the code's row
/// goes, the sums grow. Before it nothing has happened, after it nothing is left that one could try again. Answers that come at the same
/// time are counted together, so that five hundred managers of one body wait for a few writes and not for each other.
/// </summary>
public sealed class SurveyStore(Tables tables)
{
    private const string SumsRow = "sums";

    /// <summary>Answers in one transaction: their codes, texts and the sums stay well under 100 rows and 4 MB.</summary>
    private const int Together = 40;

    private readonly ConcurrentDictionary<string, Line> _lines = new();

    private sealed record Waiting(SurveyCode Code, SurveyAnswer Answer)
    {
        public TaskCompletionSource<bool> Counted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ConcurrentQueue<Waiting> Queue { get; } = new();
    }

    /// <summary>Spends the code and counts its answer. False if it was spent before. No way to give up half way: it happens or it doesn't.</summary>
    public async Task<bool> CountAsync(SurveyCode code, SurveyAnswer answer)
    {
        var line = _lines.GetOrAdd(code.Survey.Partition, _ => new Line());
        var mine = new Waiting(code, answer);
        line.Queue.Enqueue(mine);
        await line.Turn.WaitAsync();
        try
        {
            while (!mine.Counted.Task.IsCompleted)
            {
                await CountNextAsync(code.Survey, line.Queue);
            }
        }
        finally
        {
            line.Turn.Release();
        }

        return await mine.Counted.Task;
    }

    /// <summary>The sums of each body that has any.</summary>
    public async Task<IReadOnlyDictionary<string, SurveySums>> SumsAsync(int year, CancellationToken cancellation)
    {
        var rows = await tables.Survey.ReadAsync(RowQuery.InPartitionsFrom(BodySurvey.Prefix(year)).And(RowQuery.Named(SumsRow)), cancellation);
        return rows.ToDictionary(r => BodySurvey.BodyOf(r.PartitionKey, year), Read);
    }

    /// <summary>A body's free texts, question → texts, in the order of the alphabet.</summary>
    public async Task<ILookup<string, string>> TextsAsync(BodySurvey survey, CancellationToken cancellation)
    {
        var rows = await SurveyTextPages.AllAsync(tables.Survey, survey, cancellation);
        return rows.SelectMany(r => SurveyTextPages.Of(r).Select(t => (Question: SurveyTextPages.QuestionOf(r), Text: t)))
            .OrderBy(t => t.Text, Swedish.ByName).ToLookup(t => t.Question, t => t.Text);
    }

    private async Task CountNextAsync(BodySurvey survey, ConcurrentQueue<Waiting> queue)
    {
        var group = new List<Waiting>();
        while (group.Count < Together && queue.TryDequeue(out var next))
        {
            group.Add(next);
        }

        try
        {
            var counted = await CommitAsync(survey, [.. group.DistinctBy(w => w.Code.Id)]);
            group.ForEach(w => w.Counted.SetResult(counted.Contains(w)));
        }
        catch (Exception e)
        {
            group.ForEach(w => w.Counted.TrySetException(e));
        }
    }

    /// <summary>Counts those whose code is still there, in one transaction.</summary>
    private Task<HashSet<Waiting>> CommitAsync(BodySurvey survey, IReadOnlyList<Waiting> group) => Attempt.UntilDoneAsync(async () =>
    {
        var codes = await Task.WhenAll(group.Select(w => SurveyCodes.RowAsync(tables, survey, w.Code.Id, CancellationToken.None)));
        var valid = group.Where((_, i) => codes[i] is not null).ToHashSet();
        if (valid.Count == 0)
        {
            return Attempt.Done(valid);
        }

        var batch = tables.Survey.Batch(Grown(await SumsRowAsync(survey), valid));
        foreach (var code in codes.OfType<TableEntity>())
        {
            batch.Delete(code);
        }

        var texts = valid.SelectMany(w => w.Answer.Texts).ToLookup(t => t.Key, t => t.Value);
        foreach (var page in await SurveyTextPages.GrownAsync(tables.Survey, survey, texts))
        {
            batch.AddOrReplace(page);
        }

        return Attempt.If(await batch.TrySubmitAsync(CancellationToken.None), valid);
    });

    private Task<TableEntity> SumsRowAsync(BodySurvey survey)
    {
        var none = new TableEntity(survey.Partition, SumsRow);
        Write(none, SurveySums.None);
        return tables.Survey.GetOrAddAsync(none, CancellationToken.None);
    }

    private static TableEntity Grown(TableEntity row, IEnumerable<Waiting> group)
    {
        Write(row, group.Aggregate(Read(row), (s, w) => s.With(w.Answer.Values)));
        return row;
    }

    private static void Write(TableEntity row, SurveySums sums)
    {
        row["Answers"] = sums.Answers;
        row["Counts"] = JsonSerializer.Serialize(sums.Counts, JsonSerializerOptions.Web);
    }

    private static SurveySums Read(TableEntity row) => new(
        row.GetInt32("Answers") ?? 0,
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(row.GetString("Counts"), JsonSerializerOptions.Web)!
            .ToDictionary(q => q.Key, q => (IReadOnlyDictionary<string, int>)q.Value));
}
