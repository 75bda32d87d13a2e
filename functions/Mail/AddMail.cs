using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Mail;

public static class MailRegistration
{
    /// <summary>The outbox on Service Bus and the mailbox at Microsoft Graph, both by managed identity.</summary>
    public static FunctionsApplicationBuilder AddMail(this FunctionsApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        TokenCredential Identity() => new ManagedIdentityCredential(
            settings["ServiceBus:clientId"] is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
        builder.Services.AddSingleton(ClientOf(settings["ServiceBus"], settings["ServiceBus:fullyQualifiedNamespace"], Identity));
        builder.Services.AddSingleton(_ => Mailbox.Connect(settings["Graph:BaseAddress"], Identity, Mailbox.Timeout)).AddSingleton<Mailbox>();
        builder.Services.AddSingleton(MailOptions.Read(settings));
        builder.Services.AddSingleton<Outbox>().AddSingleton<SendMail>().AddSingleton<MailRendering>();
        return builder;
    }

    /// <summary>By connection string on one machine, by identity elsewhere. A setting that is missing stops the start, not the first mail.</summary>
    private static Func<IServiceProvider, ServiceBusClient> ClientOf(string? connection, string? name, Func<TokenCredential> identity) => (connection, name) switch
    {
        ({ Length: > 0 }, _) => _ => new ServiceBusClient(connection),
        (_, { Length: > 0 }) => _ => new ServiceBusClient(name, identity()),
        _ => throw new ContentException("settings", null, "neither ServiceBus nor ServiceBus__fullyQualifiedNamespace is set."),
    };
}
