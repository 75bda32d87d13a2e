using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Storage;

public static class StorageRegistration
{
    /// <summary>The tables and blobs of the app's storage account.</summary>
    public static FunctionsApplicationBuilder AddStorage(this FunctionsApplicationBuilder builder)
    {
        var (tables, blobs) = Connect(builder.Configuration.Read<StorageOptions>());
        builder.Services.AddSingleton(tables).AddSingleton(blobs).AddSingleton<Tables>().AddSingleton<Blobs>();
        builder.Services.AddHostedService<StorageCreation>();
        return builder;
    }

    private static (TableServiceClient, BlobServiceClient) Connect(StorageOptions options)
    {
        var (tables, blobs) = (WithShortRetries(new TableClientOptions()), WithShortRetries(new BlobClientOptions()));
        if (options.ConnectionString is { Length: > 0 } connection)
        {
            return (new TableServiceClient(connection, tables), new BlobServiceClient(connection, blobs));
        }

        TokenCredential identity = new ManagedIdentityCredential(
            options.ClientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(options.ClientId));
        return (new TableServiceClient(new Uri($"https://{options.AccountName}.table.core.windows.net"), identity, tables),
            new BlobServiceClient(new Uri($"https://{options.AccountName}.blob.core.windows.net"), identity, blobs));
    }

    /// <summary>When storage is unavailable, a respondent waits a few seconds at most before an error page is shown.</summary>
    private static T WithShortRetries<T>(T options) where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
