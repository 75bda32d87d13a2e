using Arshjulet.Worker.Tests.Hosting;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>With a fault in its settings the app does not start, and says which on standard error, which the platform logs.</summary>
public sealed class SettingsTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "", "settings: neither AzureWebJobsStorage nor AzureWebJobsStorage__accountName is set.")]
    [InlineData("ServiceBus__fullyQualifiedNamespace", "", "settings: neither ServiceBus nor ServiceBus__fullyQualifiedNamespace is set.")]
    [InlineData("WEBSITE_AUTH_ENABLED", "False", "settings: App Service authentication is off (WEBSITE_AUTH_ENABLED): anybody could pass for the office.")]
    [InlineData("WEBSITE_AUTH_ENABLED", "", "settings: App Service authentication is off (WEBSITE_AUTH_ENABLED): anybody could pass for the office.")]
    [InlineData("Site__Address", "arshjulet.example", "settings: Site:Address is not an absolute address that begins with https://.")]
    public async Task When_a_setting_is_missing_or_wrong_then_the_start_stops_with_its_sentence(string name, string value, string sentence)
    {
        var settings = DeployedApp.Settings(azurite.TakeAccount());
        settings[name] = value;

        var (code, errors) = await AzureHost.RunAsync(settings);

        Assert.Equal((1, sentence), (code, errors));
    }
}
