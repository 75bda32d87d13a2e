using System.Globalization;
using System.Text.Json;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Compiling;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Compile;

/// <summary>The History table: partition form, a row for each closed year's counts, so that the next years can compare.</summary>
public sealed class HistoryStore(Tables tables)
{
    /// <summary>What closed years left, oldest first.</summary>
    public async Task<IReadOnlyList<FormHistory>> ReadAsync(IEnumerable<string> forms, CancellationToken cancellation)
    {
        var history = new List<FormHistory>();
        foreach (var form in forms)
        {
            foreach (var row in await tables.History.PartitionAsync(form, cancellation))
            {
                history.Add(JsonSerializer.Deserialize<FormHistory>(row.GetString("Counts"), JsonSerializerOptions.Web)
                    ?? throw new InvalidOperationException($"History {form}/{row.RowKey} is empty."));
            }
        }

        return history;
    }

    /// <summary>Keeps a closed year's counts. Again is once.</summary>
    public Task KeepAsync(FormHistory history, CancellationToken cancellation) =>
        tables.History.TryAddAsync(
            new TableEntity(history.Form, history.Year.ToString(CultureInfo.InvariantCulture)) { ["Counts"] = JsonSerializer.Serialize(history, JsonSerializerOptions.Web) }, cancellation);
}
