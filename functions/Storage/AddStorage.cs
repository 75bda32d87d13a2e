using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Tables and blobs of the account that the app already has (<c>AzureWebJobsStorage</c>): by managed identity where the setting names an
    /// account, by connection string on one machine.
    /// </summary>
    public static FunctionsApplicationBuilder AddStorage(this FunctionsApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var (tables, blobs) = settings["AzureWebJobsStorage"] is { Length: > 0 } connection
            ? (new TableServiceClient(connection, Retrying(new TableClientOptions())), new BlobServiceClient(connection, Retrying(new BlobClientOptions())))
            : ByIdentity(settings["AzureWebJobsStorage:accountName"], settings["AzureWebJobsStorage:clientId"]);
        builder.Services.AddSingleton(tables).AddSingleton(blobs).AddSingleton<Tables>().AddSingleton<Blobs>();
        builder.Services.AddHostedService<StorageCreation>();
        return builder;
    }

    private static (TableServiceClient, BlobServiceClient) ByIdentity(string? account, string? clientId)
    {
        if (string.IsNullOrEmpty(account))
        {
            throw new ContentException("settings", null, "neither AzureWebJobsStorage nor AzureWebJobsStorage__accountName is set.");
        }

        TokenCredential identity = new ManagedIdentityCredential(
            clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
        return (new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), identity, Retrying(new TableClientOptions())),
            new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), identity, Retrying(new BlobClientOptions())));
    }

    /// <summary>A respondent waits at most a few seconds for storage that is gone; then the page says so.</summary>
    private static T Retrying<T>(T options) where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
