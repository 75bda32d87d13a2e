using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Access;

public static class AccessRegistration
{
    /// <summary>Links, sessions and the office's sign-in.</summary>
    public static FunctionsApplicationBuilder AddAccess(this FunctionsApplicationBuilder builder)
    {
        RequireSignIn(builder.Configuration);
        builder.Services.AddSingleton<Links>().AddSingleton<LinkSecrets>().AddSingleton<LinkPresence>().AddSingleton<Respondents>();
        builder.Services.AddSingleton<Colleagues>().AddSingleton<ContactBook>().AddSingleton<Allowance>();
        return builder;
    }

    /// <summary>
    /// The office's pages believe the header that App Service authentication sets, and strips from what comes from outside. On Azure without it
    /// anybody could say who they are: the app does not start.
    /// </summary>
    /// <exception cref="ContentException">The app runs on Azure, and authentication is off.</exception>
    internal static void RequireSignIn(IConfiguration settings)
    {
        if (!string.IsNullOrEmpty(settings["WEBSITE_SITE_NAME"]) && !string.Equals(settings["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new ContentException("settings", null, "App Service authentication is off (WEBSITE_AUTH_ENABLED): anybody could pass for the office.");
        }
    }
}
