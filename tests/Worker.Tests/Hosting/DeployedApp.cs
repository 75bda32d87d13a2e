using Arshjulet.Functions.Years;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>The app that is tested: as it was built with the tests, or a published folder that the environment variable WORKER_TESTS_APP names.</summary>
public static class DeployedApp
{
    /// <summary>Where people reach the site, whichever host runs it.</summary>
    public const string Site = "https://arshjulet.example";

    public static string Folder { get; } =
        Path.GetFullPath(Environment.GetEnvironmentVariable("WORKER_TESTS_APP") is { Length: > 0 } published ? published : AppContext.BaseDirectory);

    public static string Executable { get; } = Path.Combine(Folder, $"{typeof(YearStore).Assembly.GetName().Name}.dll");

    /// <summary>What Azure's platform sets for an app with App Service authentication, and what infra/ sets for this one.</summary>
    public static Dictionary<string, string> Settings(string storage) => new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
        ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder,
        ["FUNCTIONS_WORKER_DIRECTORY"] = Folder,
        ["AzureWebJobsStorage"] = storage,
        ["ServiceBus__fullyQualifiedNamespace"] = "arshjulet.servicebus.invalid",
        ["WEBSITE_SITE_NAME"] = "arshjulet",
        ["WEBSITE_HOSTNAME"] = "arshjulet.azurewebsites.net",
        ["WEBSITE_AUTH_ENABLED"] = "True",
        ["Site__Address"] = Site,
    };
}
