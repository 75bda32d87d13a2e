using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The service stamps every row with the time of its last change, which no client can leave out. Here all rows of a year's survey are
/// written once more in one pass, whether anybody had touched them or not: after it a stamp tells of the pass, and not whether or when
/// somebody of a body answered.
/// </summary>
public sealed class SurveyStamps(Tables tables)
{
    /// <summary>Pages of texts in one transaction: at 400 kB each under its 4 MB.</summary>
    private const int TextPages = 8;

    /// <summary>Looks at a partition where managers answer in the very moment; what they change last, the next pass takes.</summary>
    private const int Looks = 3;

    public async Task EvenOutAsync(int year, CancellationToken cancellation)
    {
        var rows = await tables.Survey.ReadAsync(RowQuery.InPartitionsFrom(BodySurvey.Prefix(year)), cancellation);
        foreach (var partition in rows.GroupBy(r => r.PartitionKey))
        {
            IReadOnlyList<TableEntity> left = [.. partition];
            for (var look = 0; look < Looks && !await TryWriteAsync(left, cancellation); look++)
            {
                left = await tables.Survey.PartitionAsync(partition.Key, cancellation);
            }
        }
    }

    private async Task<bool> TryWriteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellation)
    {
        var texts = rows.ToLookup(SurveyTextPages.IsPage);
        foreach (var part in texts[false].Chunk(Batch.MaxOperations).Concat(texts[true].Select(SurveyTextPages.Shuffled).Chunk(TextPages)))
        {
            var batch = tables.Survey.Batch();
            foreach (var row in part)
            {
                batch.Replace(row);
            }

            if (!await batch.TrySubmitAsync(cancellation))
            {
                // A manager answered, or was mailed, between the reading and the writing.
                return false;
            }
        }

        return true;
    }
}
