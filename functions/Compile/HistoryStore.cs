using System.Globalization;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Compiling;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Compile;

/// <summary>The History table: partition form, one row with each closed year's counts, so that later years can be compared with them.</summary>
public sealed class HistoryStore(Tables tables)
{
    /// <summary>The counts of closed years for these forms, oldest first for each form.</summary>
    public async Task<IReadOnlyList<FormHistory>> ReadAsync(IEnumerable<string> forms, CancellationToken cancellation)
    {
        var history = new List<FormHistory>();
        foreach (var form in forms)
        {
            foreach (var row in await tables.History.ReadPartitionAsync(form, cancellation))
            {
                history.Add(JsonSerializer.Deserialize<FormHistory>(row.GetString("Counts"), JsonSerializerOptions.Web)
                    ?? throw new InvalidOperationException($"History {form}/{row.RowKey} is empty."));
            }
        }

        return history;
    }

    /// <summary>Adds a closed year's counts. Idempotent.</summary>
    public Task AddAsync(FormHistory history, CancellationToken cancellation) =>
        tables.History.TryAddAsync(
            new TableEntity(history.Form, history.Year.ToString(CultureInfo.InvariantCulture))
            {
                ["Counts"] = JsonSerializer.Serialize(history, JsonSerializerOptions.Web),
            },
            cancellation);
}
