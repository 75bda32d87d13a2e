using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Mail;

public static class MailRegistration
{
    /// <summary>The outbox on Service Bus and the mailbox at Microsoft Graph, both accessed by managed identity.</summary>
    public static FunctionsApplicationBuilder AddMail(this FunctionsApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<MailOptions>();
        TokenCredential Identity() => new ManagedIdentityCredential(
            options.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
        builder.Services.AddSingleton(options).AddSingleton(_ => options.BusConnectionString is { Length: > 0 } connection
            ? new ServiceBusClient(connection)
            : new ServiceBusClient(options.BusNamespace, Identity()));
        builder.Services.AddSingleton(_ => Mailbox.Connect(options.MailboxAddress, Identity, Mailbox.Timeout)).AddSingleton<Mailbox>();
        builder.Services.AddSingleton<Outbox>().AddSingleton<SendMail>().AddSingleton<MailRendering>();
        return builder;
    }
}
