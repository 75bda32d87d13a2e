using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Access;

/// <summary>
/// The office's pages trust the header that App Service authentication sets, and strips from outside requests. On Azure without that
/// authentication anybody could claim to be anybody, so the app does not start.
/// </summary>
public sealed record SignInOptions : IValidatableObject
{
    /// <summary>The app's name on Azure; null on a developer's machine.</summary>
    [ConfigurationKeyName("WEBSITE_SITE_NAME")]
    public string? SiteName { get; init; }

    /// <summary>"True" where App Service authentication is on.</summary>
    [ConfigurationKeyName("WEBSITE_AUTH_ENABLED")]
    public string? Authentication { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(SiteName) && !string.Equals(Authentication, "true", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult("App Service authentication is off (WEBSITE_AUTH_ENABLED): anybody could pass for the office.");
        }
    }
}
