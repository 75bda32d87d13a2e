using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using Google.Protobuf;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>The instance's own row as an entity and back.</summary>
internal sealed class InstanceRows(Payloads payloads)
{
    public const string Open = "Open";

    private const int LongestTags = 30_000;

    private const string Input = "Input", Output = "Output", CustomStatus = "CustomStatus", FailureDetails = "Failure";

    /// <summary>All of the row.</summary>
    public async Task<TableEntity> WholeAsync(InstanceState state, CancellationToken cancellation)
    {
        var row = Changing(state);
        ShortTurns.Write(row, state.ShortTurns);
        row["Name"] = state.Name;
        row["Version"] = state.Version;
        row["Run"] = state.Run;
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
            row["Tags"] = JsonSerializer.Serialize(tags, StoredJson.Default.IReadOnlyDictionaryStringString);
        }

        if (state.Parent is { } parent)
        {
            row["ParentId"] = parent.Id;
            row["ParentName"] = parent.Name;
            row["ParentExecution"] = parent.ExecutionId;
            row["ParentTask"] = parent.TaskId;
        }

        await payloads.WriteTextAsync(row, Input, state.Input, cancellation);
        await payloads.WriteTextAsync(row, Output, state.Output, cancellation);
        await payloads.WriteTextAsync(row, CustomStatus, state.CustomStatus, cancellation);
        await payloads.WriteAsync(row, FailureDetails, state.Failure?.ToByteArray(), 1, cancellation);
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
        Run = row.GetString("Run"),
        Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString("Status")),
        CreatedAt = row.GetDateTimeOffset("CreatedAt")!.Value,
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt")!.Value,
        CompletedAt = row.GetDateTimeOffset("CompletedAt"),
        StartAt = row.GetDateTimeOffset("StartAt"),
        Input = texts ? await payloads.ReadTextAsync(row, Input, cancellation) : null,
        Output = texts ? await payloads.ReadTextAsync(row, Output, cancellation) : null,
        CustomStatus = texts ? await payloads.ReadTextAsync(row, CustomStatus, cancellation) : null,
        Failure = await payloads.ReadAsync(row, FailureDetails, cancellation) is { } failure ? TaskFailureDetails.Parser.ParseFrom(failure) : null,
        Tags = row.GetString("Tags") is { } tags
            ? JsonSerializer.Deserialize(tags, StoredJson.Default.IReadOnlyDictionaryStringString) : ImmutableDictionary<string, string>.Empty,
        Parent = row.GetString("ParentId") is { } parent
            ? new ParentLink(parent, row.GetString("ParentName"), row.GetString("ParentExecution"), row.GetInt32("ParentTask") ?? 0)
            : null,
        Epoch = row.GetInt32("Epoch") ?? 0,
        Incarnation = row.GetInt32("Incarnation") ?? 0,
        Turns = row.GetInt32("Turns") ?? 0,
        ShortTurns = ShortTurns.Read(row),
        Commit = row.GetString("Commit") ?? "",
        ETag = row.ETag,
    };

    /// <summary>Tags are one property, so their length is limited.</summary>
    /// <exception cref="ArgumentException">They are longer.</exception>
    public static void ValidateTags(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is { Count: > 0 } && JsonSerializer.Serialize(tags, StoredJson.Default.IReadOnlyDictionaryStringString).Length > LongestTags)
        {
            throw new ArgumentException($"The tags come to more than {LongestTags} characters.");
        }
    }
}
