using System.Globalization;
using System.Text.Json.Nodes;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Arshjulet.Local.Mailbox;

/// <summary>The mail that was sent: what is listed in a table, the message in a blob, and one with files in another without what they hold.</summary>
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
        if (mail.Attachments.Count > 0)
        {
            await _blobs.GetBlobClient(id + Letter).UploadAsync(BinaryData.FromString(SentMail.WithoutContents(message).ToJsonString()), cancellation);
        }

        var row = new TableEntity(Partition, id)
        {
            ["Sender"] = sender,
            ["SentAt"] = now,
            ["Subject"] = mail.Subject,
            ["To"] = string.Join(' ', mail.To),
            ["InternetMessageId"] = mail.InternetMessageId,
            ["Letter"] = mail.Attachments.Count > 0 ? id + Letter : id,
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
            var line = LineOf(row);
            if (string.IsNullOrWhiteSpace(to) || line.To.Any(address => address.Contains(to.Trim(), StringComparison.OrdinalIgnoreCase)))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    /// <returns>Null when there is no such mail.</returns>
    public async Task<SentMail?> FindAsync(string id, CancellationToken cancellation)
    {
        await _made.Value;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } line } ? await ReadAsync(LineOf(line), id, cancellation) : null;
    }

    /// <summary>A mail of a list, whose files have names and sizes and nothing in them: a list of hundreds need not hold what they hold.</summary>
    /// <returns>Null when the mail is gone.</returns>
    public Task<SentMail?> ReadLetterAsync(MailLine line, CancellationToken cancellation) => ReadAsync(line, line.Letter, cancellation);

    private async Task<SentMail?> ReadAsync(MailLine line, string blob, CancellationToken cancellation)
    {
        try
        {
            var content = await _blobs.GetBlobClient(blob).DownloadContentAsync(cancellation);
            return SentMail.Read(line.Id, line.Sender, line.SentAt, JsonNode.Parse(content.Value.Content)!.AsObject());
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    private static MailLine LineOf(TableEntity row) => new(
        row.RowKey, row.GetString("Sender")!, row.GetDateTimeOffset("SentAt")!.Value, row.GetString("Subject")!,
        row.GetString("To")!.Split(' '), row.GetString("InternetMessageId")!, row.GetString("Letter") ?? row.RowKey);
}

/// <summary>A mail as a list shows it.</summary>
/// <param name="Id">Its id in the mailbox.</param>
/// <param name="Sender">From whom.</param>
/// <param name="SentAt">When.</param>
/// <param name="Subject">As it was sent.</param>
/// <param name="To">Every address that it went to.</param>
/// <param name="InternetMessageId">The same however often it is sent.</param>
/// <param name="Letter">The blob that holds the message without what its files hold.</param>
internal sealed record MailLine(
    string Id, string Sender, DateTimeOffset SentAt, string Subject, IReadOnlyList<string> To, string InternetMessageId, string Letter);
