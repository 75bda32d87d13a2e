using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Compile;

/// <summary>The state of a compilation.</summary>
public enum CompileState
{
    Running,
    Published,

    /// <summary>It failed; the row gives a reason that the secretary can act on.</summary>
    Failed,
}

/// <summary>A version of a year's compilation.</summary>
public sealed record CompileVersion
{
    public required int Year { get; init; }

    /// <summary>1, 2, …</summary>
    public required int Version { get; init; }
    public required CompileState State { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The compilation's fingerprint. It equals another version's if nothing new was submitted in between.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many bodies had submitted everything.</summary>
    public int? Complete { get; init; }
    public int? Asked { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public string? Reason { get; init; }

    /// <summary>Blob names of the files, in order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The orchestration's instance id: <c>compile-2024-3</c>.</summary>
    public string InstanceId => InstanceIdOf(Year, Version);

    /// <summary>The prefix of the files' blob names: <c>2024/v3/</c>.</summary>
    public string Folder => $"{Year}/v{Version}/";

    public static string InstanceIdOf(int year, int version) => string.Create(CultureInfo.InvariantCulture, $"compile-{year}-{version}");
}

/// <summary>The Compilations table: partition year, one row per version.</summary>
public sealed class CompilationStore(Tables tables)
{
    public async Task<IReadOnlyList<CompileVersion>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await tables.Compilations.ReadPartitionAsync(Partition(year), cancellation)).Select(Read)];

    /// <summary>The newest published version, or null.</summary>
    public async Task<CompileVersion?> LatestAsync(int year, CancellationToken cancellation) =>
        (await OfYearAsync(year, cancellation)).LastOrDefault(v => v.State == CompileState.Published);

    /// <exception cref="NotFoundException">There is no such version.</exception>
    public async Task<CompileVersion> ReadAsync(int year, int version, CancellationToken cancellation) =>
        await tables.Compilations.FindAsync(Partition(year), Row(version), cancellation) is { } row
            ? Read(row)
            : throw new NotFoundException($"No compilation {year} v{version}.");

    /// <summary>Adds a version that is to be compiled. False if it exists.</summary>
    public Task<bool> TryBeginAsync(int year, int version, DateTimeOffset at, CancellationToken cancellation) =>
        tables.Compilations.TryAddAsync(new TableEntity(Partition(year), Row(version))
        {
            ["Version"] = version,
            ["State"] = nameof(CompileState.Running),
            ["StartedAt"] = at,
        }, cancellation);

    /// <summary>Overwrites a version's row. Only its own orchestration does this.</summary>
    public Task UpdateAsync(CompileVersion version, CancellationToken cancellation) =>
        tables.Compilations.PutAsync(new TableEntity(Partition(version.Year), Row(version.Version))
        {
            ["Version"] = version.Version,
            ["State"] = version.State.ToString(),
            ["StartedAt"] = version.StartedAt,
            ["Fingerprint"] = version.Fingerprint,
            ["Complete"] = version.Complete,
            ["Asked"] = version.Asked,
            ["Reason"] = version.Reason is { Length: > Batch.MaxStringLength } tooLong ? tooLong[..Batch.MaxStringLength] : version.Reason,
            ["Files"] = string.Join('\n', version.Files),
        }, cancellation);

    private static string Partition(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static string Row(int version) => $"v{version:D4}";

    private static CompileVersion Read(TableEntity row) => new()
    {
        Year = int.Parse(row.PartitionKey, CultureInfo.InvariantCulture),
        Version = row.GetInt32("Version") ?? 0,
        State = Enum.Parse<CompileState>(row.GetString("State")),
        StartedAt = row.GetDateTimeOffset("StartedAt") ?? default,
        Fingerprint = row.GetString("Fingerprint"),
        Complete = row.GetInt32("Complete"),
        Asked = row.GetInt32("Asked"),
        Reason = row.GetString("Reason"),
        Files = row.GetString("Files")?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
    };
}
