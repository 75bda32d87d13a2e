using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>
/// Long values of a row. A value is cut into binary properties of 60,000 bytes; one that needs more than its row may hold goes to a blob,
/// written first, and the row keeps its name.
/// </summary>
/// <remarks>
/// A property holds 64 KiB. The most a batch can come to is 21 properties (8 a history row, 8 an outbox row, 4 and its short turns in the
/// instance's own), 80,000 characters each on the wire: under 2 MB of the 4 MiB of a batch. A row is at most 540,000 bytes of its 1 MiB.
/// </remarks>
internal sealed class Payloads(BlobContainerClient container)
{
    public const int PropertyLength = 60_000;

    public const int RowProperties = 8;

    public Task WriteTextAsync(TableEntity row, string name, string? text, CancellationToken cancellation) =>
        WriteAsync(row, name, text is null ? null : Encoding.UTF8.GetBytes(text), 1, cancellation);

    public async Task WriteAsync(TableEntity row, string name, byte[]? value, int properties, CancellationToken cancellation)
    {
        if (value is null)
        {
            return;
        }

        if (value.Length > properties * PropertyLength)
        {
            var blob = $"{Folder(row.PartitionKey)}{Guid.NewGuid():N}";
            await container.GetBlobClient(blob).UploadAsync(BinaryData.FromBytes(value), true, cancellation);
            row[name + "Blob"] = blob;
            return;
        }

        row[name] = value.Length <= PropertyLength ? value : value[..PropertyLength];
        for (var part = 1; part * PropertyLength < value.Length; part++)
        {
            row[Property(name, part)] = value[(part * PropertyLength)..Math.Min((part + 1) * PropertyLength, value.Length)];
        }
    }

    public async Task<string?> ReadTextAsync(TableEntity row, string name, CancellationToken cancellation) =>
        await ReadAsync(row, name, cancellation) is { } value ? Encoding.UTF8.GetString(value) : null;

    public async Task<byte[]?> ReadAsync(TableEntity row, string name, CancellationToken cancellation)
    {
        if (row.GetString(name + "Blob") is { } blob)
        {
            return (await container.GetBlobClient(blob).DownloadContentAsync(cancellation)).Value.Content.ToArray();
        }

        var first = row.GetBinary(name);
        if (first is null || !row.ContainsKey(Property(name, 1)))
        {
            return first;
        }

        List<byte> value = [.. first];
        for (var part = 1; row.GetBinary(Property(name, part)) is { } next; part++)
        {
            value.AddRange(next);
        }

        return [.. value];
    }

    public Task DeleteAsync(string blob, CancellationToken cancellation) => container.GetBlobClient(blob).DeleteIfExistsAsync(cancellationToken: cancellation);

    public async Task DeleteAllAsync(string instanceId, CancellationToken cancellation)
    {
        await foreach (var blob in container.GetBlobsAsync(new() { Prefix = Folder(instanceId) }, cancellation))
        {
            await DeleteAsync(blob.Name, cancellation);
        }
    }

    private static string Folder(string instanceId) => Convert.ToHexString(Encoding.UTF8.GetBytes(instanceId)) + "/";

    private static string Property(string name, int part) => string.Create(CultureInfo.InvariantCulture, $"{name}{part}");
}
