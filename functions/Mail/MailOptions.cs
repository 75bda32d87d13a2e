using System.ComponentModel.DataAnnotations;
using Arshjulet.Model.Mail;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// The queue, the mailbox, and how fast mail is sent. The defaults are the limits of one mailbox: Exchange Online sends 30 messages a minute
/// (learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits), and Graph allows an app
/// four concurrent requests to a mailbox (learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
/// </summary>
public sealed record MailOptions : IValidatableObject
{
    [ConfigurationKeyName("Mail:PerMinute")]
    [Range(1, 1000, ErrorMessage = "Mail:PerMinute, messages a minute, must be between 1 and 1000.")]
    public int PerMinute { get; init; } = 30;

    [ConfigurationKeyName("Mail:AtOnce")]
    [Range(1, 100, ErrorMessage = "Mail:AtOnce, messages sent at the same time, must be between 1 and 100.")]
    public int AtOnce { get; init; } = 4;

    /// <summary>For a developer's machine that has a Service Bus namespace.</summary>
    [ConfigurationKeyName("ServiceBus")]
    public string? BusConnectionString { get; init; }

    /// <summary>The namespace, accessed by managed identity.</summary>
    [ConfigurationKeyName("ServiceBus:fullyQualifiedNamespace")]
    public string? BusNamespace { get; init; }

    /// <summary>The user-assigned identity for Service Bus and Graph; null for the system-assigned one.</summary>
    [ConfigurationKeyName("ServiceBus:clientId")]
    public string? ClientId { get; init; }

    /// <summary>The address of a test mailbox, called without a token; null for Microsoft Graph.</summary>
    [ConfigurationKeyName("Graph:BaseAddress")]
    public string? MailboxAddress { get; init; }

    public MailPace Pace => new(PerMinute);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(BusConnectionString) && string.IsNullOrEmpty(BusNamespace))
        {
            yield return new ValidationResult("neither ServiceBus nor ServiceBus__fullyQualifiedNamespace is set.");
        }
    }
}
