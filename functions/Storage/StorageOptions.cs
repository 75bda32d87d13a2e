using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Storage;

/// <summary>The app's own storage account: by managed identity if a setting names the account, by connection string on a developer's machine.</summary>
public sealed record StorageOptions : IValidatableObject
{
    [ConfigurationKeyName("AzureWebJobsStorage")]
    public string? ConnectionString { get; init; }

    [ConfigurationKeyName("AzureWebJobsStorage:accountName")]
    public string? AccountName { get; init; }

    /// <summary>The user-assigned identity; null for the system-assigned one.</summary>
    [ConfigurationKeyName("AzureWebJobsStorage:clientId")]
    public string? ClientId { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ConnectionString) && string.IsNullOrEmpty(AccountName))
        {
            yield return new ValidationResult("neither AzureWebJobsStorage nor AzureWebJobsStorage__accountName is set.");
        }
    }
}
