using System.Diagnostics;
using System.Globalization;
using Arshjulet.Local.Azurite;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>What the storage emulator has acknowledged is still there after it was killed.</summary>
public sealed class DurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_emulator_is_killed_at_any_moment_then_what_it_acknowledged_is_there()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = AzuriteFixture.NewDirectory() }, Cancellation);
        var table = new TableServiceClient(azurite.ConnectionString(), Patient(new TableClientOptions())).GetTableClient("Svar");
        var queue = new QueueServiceClient(azurite.ConnectionString(), Patient(new QueueClientOptions())).GetQueueClient("post");
        var blobs = new BlobServiceClient(azurite.ConnectionString(), Patient(new BlobClientOptions())).GetBlobContainerClient("rapporter");
        await Task.WhenAll(
            table.CreateAsync(Cancellation),
            queue.CreateAsync(cancellationToken: Cancellation),
            blobs.CreateAsync(cancellationToken: Cancellation));

        for (var round = 1; round <= 2; round++)
        {
            var key = round.ToString(CultureInfo.InvariantCulture);
            await table.SubmitTransactionAsync(
                Enumerable.Range(0, 50)
                    .Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(key, $"{i:D2}") { ["Text"] = "först" })),
                Cancellation);
            await table.UpsertEntityAsync(new TableEntity(key, "07") { ["Text"] = "ändrat" }, TableUpdateMode.Replace, Cancellation);
            await table.DeleteEntityAsync(key, "08", cancellationToken: Cancellation);
            await queue.SendMessageAsync($"brev {key}", Cancellation);
            await blobs.UploadBlobAsync($"rapport-{key}", BinaryData.FromString($"innehåll {key}"), Cancellation);

            var killed = azurite.ProcessId;
            Process.GetProcessById(killed).Kill();

            Assert.Equal("ändrat", (await table.GetEntityAsync<TableEntity>(key, "07", cancellationToken: Cancellation)).Value.GetString("Text"));
            Assert.False((await table.GetEntityIfExistsAsync<TableEntity>(key, "08", cancellationToken: Cancellation)).HasValue);
            Assert.Equal(49, table.Query<TableEntity>(row => row.PartitionKey == key, cancellationToken: Cancellation).Count());
            Assert.Equal($"brev {key}", (await queue.ReceiveMessageAsync(cancellationToken: Cancellation)).Value.MessageText);
            Assert.Equal($"innehåll {key}", (await blobs.GetBlobClient($"rapport-{key}").DownloadContentAsync(Cancellation)).Value.Content.ToString());
            Assert.NotEqual(killed, azurite.ProcessId);
        }
    }

    [Fact]
    public async Task When_the_emulator_is_killed_while_it_replaces_a_row_then_the_row_is_there_as_it_was_and_the_journal_goes_on()
    {
        var directory = AzuriteFixture.NewDirectory();
        var journal = Path.Combine(directory, "__azurite_db_table__.json.journal");
        await using (var first = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = directory }, Cancellation))
        {
            var table = new TableClient(first.ConnectionString(), "Svar");
            await table.CreateAsync(Cancellation);
            await table.AddEntityAsync(new TableEntity("a", "1") { ["Text"] = "före" }, Cancellation);
            await table.UpsertEntityAsync(new TableEntity("a", "1") { ["Text"] = "efter" }, TableUpdateMode.Replace, Cancellation);
        }

        // A kill leaves what was written until then: here, half of the last line.
        var lines = await File.ReadAllLinesAsync(journal, Cancellation);
        await File.WriteAllTextAsync(journal, string.Join('\n', [.. lines[..^1], lines[^1][..(lines[^1].Length / 2)]]), Cancellation);
        for (var start = 0; start < 2; start++)
        {
            await using var next = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = directory }, Cancellation);
            var table = new TableClient(next.ConnectionString(), "Svar");
            Assert.Equal("före", (await table.GetEntityAsync<TableEntity>("a", "1", cancellationToken: Cancellation)).Value.GetString("Text"));
            Assert.Equal(start > 0, (await table.GetEntityIfExistsAsync<TableEntity>("a", "2", cancellationToken: Cancellation)).HasValue);
            await table.UpsertEntityAsync(new TableEntity("a", "2"), TableUpdateMode.Replace, Cancellation);
        }
    }

    private static TOptions Patient<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxRetries = 100;
        return options;
    }
}
