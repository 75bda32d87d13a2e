using System.Globalization;
using System.Text.Json.Nodes;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Arshjulet.Local.Mailbox;

/// <summary>The mail that was sent: what is listed in a table, the message in one blob, and in another without what its files hold.</summary>
internal sealed class MailStore(HostStorage storage, LocalClock clock)
{
    private const string Partition = "sent";
    private const string Letter = ".letter";
    private readonly TableClient _table = storage.Tables.GetTableClient("LocalMail");
    private readonly BlobContainerClient _blobs = storage.Blobs.GetBlobContainerClient("local-mail");
    private readonly MadeOnce _made = new(() => Task.WhenAll(
        storage.Tables.GetTableClient("LocalMail").CreateIfNotExistsAsync(), storage.Blobs.GetBlobContainerClient("local-mail").CreateIfNotExistsAsync()));

    private int _failures;
    private int _failureStatus;

    /// <summary>The next sends are refused with this status, as Graph does when it is asked too much or is down.</summary>
    public void FailNext(int count, int status) => (_failures, _failureStatus) = (count, status);

    /// <exception cref="GraphFaultException">The message is wrong, or the mailbox was told to fail.</exception>
    public async Task<SentMail> AddAsync(string sender, JsonObject message, CancellationToken cancellation)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw _failureStatus == 429
                ? new GraphFaultException(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.") { RetryAfter = 1 }
                : new GraphFaultException(_failureStatus, "ServiceUnavailable", "The service is temporarily unavailable.") { RetryAfter = 1 };
        }

        await _made.Value;
        var now = clock.GetUtcNow();

        // Newest first; the random end keeps two of the same instant apart.
        var id = string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.Ticks - now.Ticks:D19}{Guid.NewGuid():N}")[..27];
        var mail = SentMail.Read(id, sender, now, message);
        await _blobs.GetBlobClient(id).UploadAsync(BinaryData.FromString(message.ToJsonString()), cancellation);
        await _blobs.GetBlobClient(id + Letter).UploadAsync(BinaryData.FromString(SentMail.WithoutContents(message).ToJsonString()), cancellation);
        var row = new TableEntity(Partition, id)
        {
            ["Sender"] = sender,
            ["SentAt"] = now,
            ["Subject"] = mail.Subject,
            ["To"] = string.Join(' ', mail.To),
            ["InternetMessageId"] = mail.InternetMessageId,
        };
        await _table.AddEntityAsync(row, cancellation);
        return mail;
    }

    /// <summary>What was sent, newest first.</summary>
    /// <param name="to">Only mail to this address; null is all.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<MailLine>> ListAsync(string? to, CancellationToken cancellation)
    {
        await _made.Value;
        var lines = new List<MailLine>();
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellation))
        {
            var line = new MailLine(
                row.RowKey, row.GetString("Sender")!, row.GetDateTimeOffset("SentAt")!.Value, row.GetString("Subject")!,
                row.GetString("To")!.Split(' '), row.GetString("InternetMessageId")!);
            if (string.IsNullOrWhiteSpace(to) || line.To.Any(address => address.Contains(to.Trim(), StringComparison.OrdinalIgnoreCase)))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <returns>Null when there is no such mail.</returns>
    public Task<SentMail?> FindAsync(string id, CancellationToken cancellation) => FindAsync(id, "", cancellation);

    /// <summary>A mail whose files have names and sizes and nothing in them: a list of hundreds need not hold what they hold.</summary>
    /// <returns>Null when there is no such mail.</returns>
    public async Task<SentMail?> FindLetterAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, Letter, cancellation) ?? await FindAsync(id, "", cancellation);

    private async Task<SentMail?> FindAsync(string id, string part, CancellationToken cancellation)
    {
        await _made.Value;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellation);
        if (row is not { HasValue: true, Value: { } line })
        {
            return null;
        }

        try
        {
            var content = await _blobs.GetBlobClient(id + part).DownloadContentAsync(cancellation);
            return SentMail.Read(
                id, line.GetString("Sender")!, line.GetDateTimeOffset("SentAt")!.Value, JsonNode.Parse(content.Value.Content)!.AsObject());
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }
}

/// <summary>A mail as a list shows it.</summary>
internal sealed record MailLine(string Id, string Sender, DateTimeOffset SentAt, string Subject, IReadOnlyList<string> To, string InternetMessageId);
