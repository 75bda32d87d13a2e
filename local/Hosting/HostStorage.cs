using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Arshjulet.Local.Hosting;

/// <summary>The host's own way to the storage account. Few and short retries: while storage is down, a request fails soon and says so.</summary>
public sealed class HostStorage(string connectionString)
{
    public string ConnectionString { get; } = connectionString;

    public TableServiceClient Tables { get; } = new(connectionString, Short(new TableClientOptions()));

    public BlobServiceClient Blobs { get; } = new(connectionString, Short(new BlobClientOptions()));

    public QueueServiceClient Queues { get; } = new(connectionString, Short(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }));

    private static TOptions Short<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(400);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
