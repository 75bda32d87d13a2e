using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>
/// Long texts of a row. A text is cut into properties of 32,000 characters; one that needs more than its row may hold goes to a blob,
/// written first, and the row keeps its name.
/// </summary>
/// <remarks>
/// The most a batch can come to is 20½ properties (8 a history row, 8 an outbox row, 4 and its short turns in the instance's own) of
/// 32,000 characters, each at worst six bytes on the wire: 3.94 million, under the 4 MiB of a batch. A row is at worst 512,000 bytes of UTF-16, under 1 MiB.
/// </remarks>
internal sealed class Payloads(BlobContainerClient container)
{
    public const int PropertyLength = 32_000;

    public const int RowProperties = 8;

    public async Task WriteAsync(TableEntity row, string name, string? text, int properties, CancellationToken cancellation)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > properties * PropertyLength)
        {
            var blob = $"{Folder(row.PartitionKey)}{Guid.NewGuid():N}";
            await container.GetBlobClient(blob).UploadAsync(BinaryData.FromString(text), true, cancellation);
            row[name + "Blob"] = blob;
            return;
        }

        for (int part = 0, at = 0; part == 0 || at < text.Length; part++)
        {
            var length = PartLength(text, at);
            row[Property(name, part)] = text.Substring(at, length);
            at += length;
        }
    }

    public async Task<string?> ReadAsync(TableEntity row, string name, CancellationToken cancellation)
    {
        if (row.GetString(name + "Blob") is { } blob)
        {
            return (await container.GetBlobClient(blob).DownloadContentAsync(cancellation)).Value.Content.ToString();
        }

        if (row.GetString(Property(name, 0)) is not { } first)
        {
            return null;
        }

        if (!row.ContainsKey(Property(name, 1)))
        {
            return first;
        }

        var text = new StringBuilder(first);
        for (var part = 1; row.GetString(Property(name, part)) is { } next; part++)
        {
            text.Append(next);
        }

        return text.ToString();
    }

    public async Task DeleteAsync(string blob, CancellationToken cancellation)
    {
        await container.GetBlobClient(blob).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    public async Task DeleteAllAsync(string instanceId, CancellationToken cancellation)
    {
        await foreach (var blob in container.GetBlobsAsync(new() { Prefix = Folder(instanceId) }, cancellation))
        {
            await DeleteAsync(blob.Name, cancellation);
        }
    }

    private static string Folder(string instanceId) => Convert.ToHexString(Encoding.UTF8.GetBytes(instanceId)) + "/";

    private static string Property(string name, int part) => part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{part}");

    // A pair of surrogates is not cut in two: half of one is not valid text.
    private static int PartLength(string text, int at)
    {
        var length = Math.Min(PropertyLength, text.Length - at);
        return length == PropertyLength && char.IsHighSurrogate(text[at + length - 1]) ? length - 1 : length;
    }
}
