using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Access;

/// <summary>
/// The office's pages believe the header that App Service authentication sets, and strips from what comes from outside. Where nothing says that
/// something in front of the app does so, anybody could say who they are: the app does not start. The local host, which does the same, says so.
/// </summary>
public sealed record SignInOptions : IValidatableObject
{
    /// <summary>"True" where App Service authentication, or what takes its place, is on.</summary>
    [ConfigurationKeyName("WEBSITE_AUTH_ENABLED")]
    public string? Authentication { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.Equals(Authentication, "true", StringComparison.OrdinalIgnoreCase))
        {
            yield return new ValidationResult("App Service authentication is off (WEBSITE_AUTH_ENABLED): anybody could pass for the office.");
        }
    }
}
