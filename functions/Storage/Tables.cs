using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Functions.Storage;

/// <summary>The app's tables. Rows that change together share a partition. The first word of each summary is the partition.</summary>
public sealed class Tables(TableServiceClient service)
{
    internal static readonly string[] Names =
        ["Years", "Assignments", "Answers", "Submissions", "Links", "Mail", "Compilations", "History", "Audit", "Survey"];

    /// <summary>Year: KS's decision, the instructions, the meetings, and follow-ups that earlier years promised.</summary>
    public Table Years { get; } = new(service.GetTableClient("Years"));

    /// <summary>Year-body: one row per form.</summary>
    public Table Assignments { get; } = new(service.GetTableClient("Assignments"));

    /// <summary>Year-form-body: one row per question, and a sentinel.</summary>
    public Table Answers { get; } = new(service.GetTableClient("Answers"));

    /// <summary>Year-form-body: one row per submission.</summary>
    public Table Submissions { get; } = new(service.GetTableClient("Submissions"));

    /// <summary>Hash prefix: hashes of secrets. Year: the links that they belong to, and colleagues.</summary>
    public Table Links { get; } = new(service.GetTableClient("Links"));

    /// <summary>Year: the outbox.</summary>
    public Table Mail { get; } = new(service.GetTableClient("Mail"));

    /// <summary>Year: one row per compiled version.</summary>
    public Table Compilations { get; } = new(service.GetTableClient("Compilations"));

    /// <summary>Form: one row per closed year.</summary>
    public Table History { get; } = new(service.GetTableClient("History"));

    /// <summary>Year-body: append only, each row with the hash of the one before.</summary>
    public Table Audit { get; } = new(service.GetTableClient("Audit"));

    /// <summary>Year-body: sums of the managers' answers, their texts, and the codes that are not spent yet.</summary>
    public Table Survey { get; } = new(service.GetTableClient("Survey"));
}

/// <summary>Creates missing tables and containers before the worker starts and takes its first call.</summary>
internal sealed class StorageCreation(TableServiceClient tables, BlobServiceClient blobs) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Tables.Names.Select(n => tables.CreateTableIfNotExistsAsync(n, cancellationToken)));
        await Task.WhenAll(Blobs.Names.Select(n => blobs.GetBlobContainerClient(n).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
