using System.Globalization;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Mailbox;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>The app in the local host, with its own engine.</summary>
internal sealed class LocalSite : IYearSite
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("local-site-");
    private LocalHost _host = null!;

    public Uri Address => _host.Address;

    public MailStore Mail { get; private set; } = null!;

    public DurableTaskClient Orchestrations => _host.DurableClient;

    public static async Task<LocalSite> StartAsync(string account, DateTimeOffset begins, IReadOnlyDictionary<string, string> settings)
    {
        var site = new LocalSite();
        site._host = await LocalHost.StartAsync(
            typeof(YearStore).Assembly,
            [
                "--port", "0", "--data", site._data.FullName, "--storage", account, "--clock", begins.ToString("O", CultureInfo.InvariantCulture),
                .. settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
            ]);
        site.Mail = new MailStore(new HostStorage(account), site._host.Clock);
        return site;
    }

    public Task SignInAsync(Browser browser) => browser.PostAsync("/lokalt/logga-in", ("namn", "Kim Kansli"), ("roll", "Secretary"), ("till", "/lokalt"));

    public Task MoveToAsync(DateTimeOffset to) => _host.Clock.MoveToAsync(to);

    public Task RestAsync() => _host.Meter.WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
