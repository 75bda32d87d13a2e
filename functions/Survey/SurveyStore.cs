using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;
using Azure;
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

    /// <summary>Writes whose seals the sums remember, so that a write whose answer got lost on the way is known for done.</summary>
    private const int Seals = 20;

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
        var from = $"{year}-";
        var sums = new Dictionary<string, SurveySums>();
        await foreach (var row in tables.Survey.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {$"{year}."} and RowKey eq {SumsRow}"), cancellationToken: cancellation))
        {
            sums.Add(row.PartitionKey[from.Length..], Read(row));
        }

        return sums;
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

    /// <summary>Counts those whose code is still there, in one transaction. Ends: a conflict means that another's write went through.</summary>
    private async Task<HashSet<Waiting>> CommitAsync(BodySurvey survey, IReadOnlyList<Waiting> group)
    {
        while (true)
        {
            var codes = await Task.WhenAll(group.Select(w => tables.Survey.FindAsync(survey.Partition, SurveyCodes.Prefix + w.Code.Id, CancellationToken.None)));
            var valid = group.Where((_, i) => codes[i] is not null).ToHashSet();
            if (valid.Count == 0)
            {
                return valid;
            }

            var seal = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            var batch = new Batch(tables.Survey);
            foreach (var code in codes.OfType<TableEntity>())
            {
                batch.Delete(code);
            }

            batch.Replace(Grown(await SumsRowAsync(survey), valid, seal));
            var texts = valid.SelectMany(w => w.Answer.Texts).ToLookup(t => t.Key, t => t.Value);
            foreach (var page in await SurveyTextPages.GrownAsync(tables.Survey, survey, texts))
            {
                if (page.ETag == default)
                {
                    // Its name is made by chance: nobody else adds it.
                    batch.Add(page);
                }
                else
                {
                    batch.Replace(page);
                }
            }

            try
            {
                await batch.SubmitAsync(CancellationToken.None);
                return valid;
            }
            catch (RequestFailedException e)
            {
                // The client tries again by itself when an answer is lost on the way, and then trips over its own write.
                if ((await SumsRowAsync(survey)).GetString("Seals").Contains(seal, StringComparison.Ordinal))
                {
                    return valid;
                }

                if (e.Status is not (404 or 409 or 412))
                {
                    throw;
                }
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(5, 60));
        }
    }

    /// <summary>The body's sums, made if need be. Made by themselves, for the emulator takes a second insert of a row for done within a transaction.</summary>
    private async Task<TableEntity> SumsRowAsync(BodySurvey survey)
    {
        TableEntity? row;
        while ((row = await tables.Survey.FindAsync(survey.Partition, SumsRow, CancellationToken.None)) is null)
        {
            await tables.Survey.TryAddAsync(RowOf(survey.Partition, SurveySums.None, ""), CancellationToken.None);
        }

        return row;
    }

    private static TableEntity Grown(TableEntity row, IReadOnlyCollection<Waiting> group, string seal)
    {
        var seals = row.GetString("Seals").Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(seal).TakeLast(Seals);
        var grown = RowOf(row.PartitionKey, group.Aggregate(Read(row), (s, w) => s.With(w.Answer.Values)), string.Join(' ', seals));
        grown.ETag = row.ETag;
        return grown;
    }

    private static TableEntity RowOf(string partition, SurveySums sums, string seals) => new(partition, SumsRow)
    {
        ["Answers"] = sums.Answers,
        ["Counts"] = JsonSerializer.Serialize(sums.Counts, JsonSerializerOptions.Web),
        ["Seals"] = seals,
    };

    private static SurveySums Read(TableEntity row) => new(
        row.GetInt32("Answers") ?? 0,
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(row.GetString("Counts"), JsonSerializerOptions.Web)!
            .ToDictionary(q => q.Key, q => (IReadOnlyDictionary<string, int>)q.Value));
}
