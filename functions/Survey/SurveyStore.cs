using System.Collections.Concurrent;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The sums of the managers' survey. Spending a code and counting its answer is one transaction in the body's partition: the code's row is deleted
/// and the sums are increased, so an answer can't be counted twice or half. Concurrent answers are counted together in one transaction, so that
/// five hundred managers of one body wait for a few writes and not for each other.
/// </summary>
public sealed class SurveyStore(Tables tables)
{
    private const string SumsRow = "sums";

    /// <summary>The most answers in one transaction: with their codes, texts and the sums they stay well below 100 rows and 4 MB.</summary>
    private const int MaxAnswers = 40;

    private readonly ConcurrentDictionary<string, PartitionQueue> _queues = new();

    private sealed record WaitingAnswer(SurveyCode Code, SurveyAnswer Answer)
    {
        public TaskCompletionSource<bool> Counted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class PartitionQueue
    {
        public SemaphoreSlim Lock { get; } = new(1, 1);

        public ConcurrentQueue<WaitingAnswer> Waiting { get; } = new();
    }

    /// <summary>Spends the code and counts its answer. False if the code was spent already. Can't be cancelled, so that the outcome is always known.</summary>
    public async Task<bool> CountAsync(SurveyCode code, SurveyAnswer answer)
    {
        var queue = _queues.GetOrAdd(code.Survey.Partition, _ => new PartitionQueue());
        var mine = new WaitingAnswer(code, answer);
        queue.Waiting.Enqueue(mine);
        await queue.Lock.WaitAsync();
        try
        {
            while (!mine.Counted.Task.IsCompleted)
            {
                await CountNextAsync(code.Survey, queue.Waiting);
            }
        }
        finally
        {
            queue.Lock.Release();
        }

        return await mine.Counted.Task;
    }

    /// <summary>The sums, for each body that has answers.</summary>
    public async Task<IReadOnlyDictionary<string, SurveySums>> SumsAsync(int year, CancellationToken cancellation)
    {
        var query = RowQuery.WithPartitionPrefix(BodySurvey.Prefix(year)).And(RowQuery.WithRowKey(SumsRow));
        var rows = await tables.Survey.ReadAsync(query, cancellation);
        return rows.ToDictionary(r => BodySurvey.BodyOf(r.PartitionKey, year), Read);
    }

    /// <summary>A body's free texts by question, in alphabetical order.</summary>
    public async Task<ILookup<string, string>> TextsAsync(BodySurvey survey, CancellationToken cancellation)
    {
        var rows = await SurveyTextPages.AllAsync(tables.Survey, survey, cancellation);
        return rows.SelectMany(r => SurveyTextPages.TextsOf(r).Select(t => (Question: SurveyTextPages.QuestionOf(r), Text: t)))
            .OrderBy(t => t.Text, Swedish.ByName).ToLookup(t => t.Question, t => t.Text);
    }

    private async Task CountNextAsync(BodySurvey survey, ConcurrentQueue<WaitingAnswer> queue)
    {
        var group = new List<WaitingAnswer>();
        while (group.Count < MaxAnswers && queue.TryDequeue(out var next))
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

    /// <summary>Counts the answers whose codes are unspent, in one transaction. Returns those.</summary>
    private Task<HashSet<WaitingAnswer>> CommitAsync(BodySurvey survey, IReadOnlyList<WaitingAnswer> group) => Attempt.UntilDoneAsync(async () =>
    {
        var codes = await Task.WhenAll(group.Select(w => SurveyCodes.RowAsync(tables, survey, w.Code.Id, CancellationToken.None)));
        var valid = group.Where((_, i) => codes[i] is not null).ToHashSet();
        if (valid.Count == 0)
        {
            return Attempt.Done(valid);
        }

        var batch = tables.Survey.Batch(WithAnswersAdded(await SumsRowAsync(survey), valid));
        foreach (var code in codes.OfType<TableEntity>())
        {
            batch.Delete(code);
        }

        var texts = valid.SelectMany(w => w.Answer.Texts).ToLookup(t => t.Key, t => t.Value);
        foreach (var page in await SurveyTextPages.WithTextsAddedAsync(tables.Survey, survey, texts))
        {
            batch.AddOrReplace(page);
        }

        return Attempt.DoneIf(await batch.TrySubmitAsync(CancellationToken.None), valid);
    });

    private Task<TableEntity> SumsRowAsync(BodySurvey survey)
    {
        var none = new TableEntity(survey.Partition, SumsRow);
        Write(none, SurveySums.None);
        return tables.Survey.GetOrAddAsync(none, CancellationToken.None);
    }

    private static TableEntity WithAnswersAdded(TableEntity row, IEnumerable<WaitingAnswer> group)
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
