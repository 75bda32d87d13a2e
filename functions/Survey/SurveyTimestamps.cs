using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// Azure sets every row's timestamp to the time of its last change, which no client can prevent. This rewrites all rows of a year's survey in one
/// pass, whether they were touched or not. Afterwards a timestamp only tells when the pass ran, not whether or when somebody in a body answered.
/// </summary>
public sealed class SurveyTimestamps(Tables tables)
{
    /// <summary>The most pages of texts in one transaction: at 400 kB each they stay below its limit of 4 MB.</summary>
    private const int TextPagesPerBatch = 8;

    /// <summary>How often to retry a partition where managers are answering at this moment. What is left is rewritten by the next pass.</summary>
    private const int MaxAttempts = 3;

    public async Task RewriteAllAsync(int year, CancellationToken cancellation)
    {
        var rows = await tables.Survey.ReadAsync(RowQuery.WithPartitionPrefix(BodySurvey.Prefix(year)), cancellation);
        foreach (var partition in rows.GroupBy(r => r.PartitionKey))
        {
            IReadOnlyList<TableEntity> left = [.. partition];
            for (var attempt = 0; attempt < MaxAttempts && !await TryWriteAsync(left, cancellation); attempt++)
            {
                left = await tables.Survey.ReadPartitionAsync(partition.Key, cancellation);
            }
        }
    }

    private async Task<bool> TryWriteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        var texts = rows.ToLookup(SurveyTextPages.IsPage);
        foreach (var part in texts[false].Chunk(Batch.MaxOperations).Concat(texts[true].Select(SurveyTextPages.Shuffled).Chunk(TextPagesPerBatch)))
        {
            var batch = tables.Survey.Batch();
            foreach (var row in part)
            {
                batch.Replace(row);
            }

            if (!await batch.TrySubmitAsync(cancellation))
            {
                // A manager answered, or was mailed, after the rows were read.
                return false;
            }
        }

        return true;
    }
}
