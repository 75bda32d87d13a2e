using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Arshjulet.Functions.Storage;

/// <summary>The app's containers.</summary>
public sealed class Blobs(BlobServiceClient service)
{
    internal static readonly string[] Names = ["instructions", "submissions", "attachments", "reports"];

    /// <summary>KS's instructions, <c>{year}/{form}/{hash}.docx</c>.</summary>
    public BlobContainerClient Instructions { get; } = service.GetBlobContainerClient("instructions");

    /// <summary>Frozen answers, write-once: <c>{year}/{body}/{form}/{sequence}-{fingerprint}.json</c>.</summary>
    public BlobContainerClient Submissions { get; } = service.GetBlobContainerClient("submissions");

    /// <summary>Files that belong to answers, write-once: <c>{year}/{body}/{form}/{hash}</c>.</summary>
    public BlobContainerClient Attachments { get; } = service.GetBlobContainerClient("attachments");

    /// <summary><c>{year}/v{n}/…</c>.</summary>
    public BlobContainerClient Reports { get; } = service.GetBlobContainerClient("reports");

    /// <summary>Writes a blob that must not exist; one that does is left as it is (the name says what is in it).</summary>
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
            // Written by an earlier try that was killed before it could say so.
        }
    }

    /// <summary>A blob's content and type.</summary>
    /// <exception cref="NotFoundException">There is no such blob.</exception>
    public static async Task<(BinaryData Content, string ContentType)> ReadAsync(BlobContainerClient container, string name, CancellationToken cancellation)
    {
        try
        {
            var got = await container.GetBlobClient(name).DownloadContentAsync(cancellation);
            return (got.Value.Content, got.Value.Details.ContentType);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new NotFoundException($"No blob {container.Name}/{name}.");
        }
    }
}
