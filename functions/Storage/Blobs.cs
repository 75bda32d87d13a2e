using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Arshjulet.Functions.Storage;

/// <summary>The app's blob containers.</summary>
public sealed class Blobs(BlobServiceClient service)
{
    internal static readonly string[] Names = ["instructions", "submissions", "attachments", "reports"];

    /// <summary>KS's instructions, <c>{year}/{form}/{hash}.docx</c>.</summary>
    public BlobContainerClient Instructions { get; } = service.GetBlobContainerClient("instructions");

    /// <summary>Frozen answers, write-once: <c>{year}/{body}/{form}/{sequence}-{fingerprint}.json</c>.</summary>
    public BlobContainerClient Submissions { get; } = service.GetBlobContainerClient("submissions");

    /// <summary>Files that belong to answers, write-once: <c>{year}/{body}/{form}/{hash}</c>.</summary>
    public BlobContainerClient Attachments { get; } = service.GetBlobContainerClient("attachments");

    /// <summary>The files of each compiled version: <c>{year}/v{n}/…</c>.</summary>
    public BlobContainerClient Reports { get; } = service.GetBlobContainerClient("reports");

    /// <summary>Writes a blob once. A blob that exists already is left alone: its name contains a hash of its content.</summary>
    public static async Task WriteOnceAsync(BlobContainerClient container, string name, BinaryData content, string contentType, CancellationToken cancellation)
    {
        try
        {
            await container.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // An earlier attempt wrote it and was killed before it could report success.
        }
    }

    /// <summary>A blob's content and type.</summary>
    /// <exception cref="NotFoundException">There is no such blob.</exception>
    public static async Task<(BinaryData Content, string ContentType)> ReadAsync(BlobContainerClient container, string name, CancellationToken cancellation)
    {
        try
        {
            var response = await container.GetBlobClient(name).DownloadContentAsync(cancellation);
            return (response.Value.Content, response.Value.Details.ContentType);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new NotFoundException($"No blob {container.Name}/{name}.");
        }
    }
}
