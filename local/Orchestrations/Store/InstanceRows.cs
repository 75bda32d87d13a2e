using System.Collections.Immutable;
using System.Text.Json;
using Arshjulet.Local.Orchestrations.History;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>The instance's own row as an entity and back.</summary>
internal sealed class InstanceRows(Payloads payloads)
{
    public const string Open = "Open";

    private const string Input = "Input", Output = "Output", CustomStatus = "CustomStatus", FailureText = "Failure";

    /// <summary>All of the row.</summary>
    public async Task<TableEntity> WholeAsync(InstanceState state, CancellationToken cancellation)
    {
        var row = Changing(state);
        ShortTurns.Write(row, state.ShortTurns);
        row["Name"] = state.Name;
        row["Version"] = state.Version;
        row["CreatedAt"] = state.CreatedAt;
        row["Epoch"] = state.Epoch;
        row["Incarnation"] = state.Incarnation;
        if (state.StartAt is { } startAt)
        {
            row["StartAt"] = startAt;
        }

        if (state.CompletedAt is { } completedAt)
        {
            row["CompletedAt"] = completedAt;
        }

        if (state.Tags is { Count: > 0 } tags)
        {
            row["Tags"] = JsonSerializer.Serialize(tags.ToDictionary(), HistoryJson.Stored.DictionaryStringString);
        }

        if (state.Parent is { } parent)
        {
            row["ParentId"] = parent.Id;
            row["ParentName"] = parent.Name;
            row["ParentEpoch"] = parent.Epoch;
            row["ParentTask"] = parent.TaskId;
        }

        await payloads.WriteAsync(row, Input, state.Input, 1, cancellation);
        await payloads.WriteAsync(row, Output, state.Output, 1, cancellation);
        await payloads.WriteAsync(row, CustomStatus, state.CustomStatus, 1, cancellation);
        var failure = state.Failure is { } failed ? JsonSerializer.Serialize(failed, HistoryJson.Stored.Failure) : null;
        await payloads.WriteAsync(row, FailureText, failure, 1, cancellation);
        return row;
    }

    /// <summary>What an ordinary turn changes, to be merged into the row.</summary>
    public static TableEntity Changing(InstanceState state) => new(state.Id, StoreKeys.Instance(state.Id))
    {
        ["Status"] = state.Status.ToString(),
        [Open] = state.IsOpen,
        ["UpdatedAt"] = state.UpdatedAt,
        ["Turns"] = state.Turns,
        ["Commit"] = state.Commit,
    };

    public async Task<InstanceState> ReadAsync(TableEntity row, bool texts, CancellationToken cancellation) => new()
    {
        Id = row.PartitionKey,
        Name = row.GetString("Name"),
        Version = row.GetString("Version") ?? "",
        Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString("Status")),
        CreatedAt = row.GetDateTimeOffset("CreatedAt")!.Value,
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt")!.Value,
        CompletedAt = row.GetDateTimeOffset("CompletedAt"),
        StartAt = row.GetDateTimeOffset("StartAt"),
        Input = texts ? await payloads.ReadAsync(row, Input, cancellation) : null,
        Output = texts ? await payloads.ReadAsync(row, Output, cancellation) : null,
        CustomStatus = texts ? await payloads.ReadAsync(row, CustomStatus, cancellation) : null,
        Failure = await payloads.ReadAsync(row, FailureText, cancellation) is { } failure
            ? JsonSerializer.Deserialize(failure, HistoryJson.Stored.Failure) : null,
        Tags = row.GetString("Tags") is { } tags
            ? JsonSerializer.Deserialize(tags, HistoryJson.Stored.DictionaryStringString) : ImmutableDictionary<string, string>.Empty,
        Parent = row.GetString("ParentId") is { } parent
            ? new ParentLink(parent, row.GetString("ParentName"), row.GetInt32("ParentEpoch") ?? 0, row.GetInt32("ParentTask") ?? 0)
            : null,
        Epoch = row.GetInt32("Epoch") ?? 0,
        Incarnation = row.GetInt32("Incarnation") ?? 0,
        Turns = row.GetInt32("Turns") ?? 0,
        ShortTurns = ShortTurns.Read(row),
        Commit = row.GetString("Commit") ?? "",
        ETag = row.ETag,
    };

    /// <summary>Tags stand in one property, so they have a longest length.</summary>
    /// <exception cref="ArgumentException">They are longer.</exception>
    public static void ValidateTags(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is { Count: > 0 }
            && JsonSerializer.Serialize(tags.ToDictionary(), HistoryJson.Stored.DictionaryStringString).Length > Payloads.PropertyLength)
        {
            throw new ArgumentException($"The tags come to more than {Payloads.PropertyLength} characters.");
        }
    }
}
