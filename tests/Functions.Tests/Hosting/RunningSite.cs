using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arshjulet.Functions.Years;
using Arshjulet.Local.Hosting;
using Arshjulet.Model.Calendar;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>A mail in the mailbox.</summary>
public sealed record ReceivedMail(
    string Subject,
    string Html,
    string Text,
    IReadOnlyList<string> To,
    string InternetMessageId,
    IReadOnlyList<ReceivedFile> Attachments)
{
    /// <summary>The paths of the personal links in it.</summary>
    public IReadOnlyList<string> Links =>
        [.. Browser.Parse(Html).QuerySelectorAll("a[href*='/l/']").Select(a => new Uri(a.GetAttribute("href")!).AbsolutePath)];
}

/// <summary>A file that came with a mail.</summary>
public sealed record ReceivedFile(string Name, long Size);

/// <summary>The whole app, as its own Program starts it, on storage of its own and a clock that is moved by hand.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private readonly string _account;
    private readonly DirectoryInfo _data;
    private readonly string[] _settings;

    private RunningSite(string account, string[] settings) => (_account, _settings, _data) = (account, settings, Directory.CreateTempSubdirectory("site-"));

    /// <summary>Personal links that have been found in the mail; they hold until they expire.</summary>
    public Dictionary<(string Email, string Body), string> Links { get; } = [];

    public LocalHost Host { get; private set; } = null!;

    /// <summary>Its storage.</summary>
    public string ConnectionString => _account;

    public DurableTaskClient Orchestrations => Host.DurableClient;

    /// <summary>Starts the site of a city under <c>cities/</c> (or a folder anywhere) in the morning after KS decided.</summary>
    public static Task<RunningSite> StartAsync(AzuriteFixture azurite, string city = "cities/smastad") => StartAsync(azurite.TakeAccount(), city);

    public static async Task<RunningSite> StartAsync(string account, string city = "cities/smastad")
    {
        var site = new RunningSite(account, ["--City:Folder", Path.Combine(AppContext.BaseDirectory, city), "--Logging:LogLevel:Default", "None"]);
        await site.LaunchAsync("2024-09-05 08:00");
        return site;
    }

    /// <summary>Stops the site and starts it again later, as after a night without power.</summary>
    public async Task RestartAsync(string at)
    {
        await Host.DisposeAsync();
        await LaunchAsync(at);
    }

    /// <summary>Moves the clock, in Stockholm's time; what falls due on the way has happened when this completes.</summary>
    public Task MoveToAsync(string at) => Host.Clock.MoveToAsync(Time(at));

    /// <summary>Completes when nothing is under way.</summary>
    public Task RestAsync() => Host.Meter.WhenIdleAsync();

    public T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    public Browser Open() => new(Host.Address);

    /// <summary>Mail to an address (or all), newest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailAsync(string? to = null, string? about = null)
    {
        await RestAsync();
        using var http = new HttpClient { BaseAddress = Host.Address };
        var mail = await http.GetFromJsonAsync<List<ReceivedMail>>(
            $"/lokalt/inkorg.json?till={Uri.EscapeDataString(to ?? "")}",
            JsonSerializerOptions.Web) ?? [];
        return [.. mail.Where(m => about is null || m.Subject.Contains(about, StringComparison.Ordinal))];
    }

    /// <summary>One of the app's tables as it is stored, for what no page does: a row that is damaged, or lost.</summary>
    public TableClient TableNamed(string name) => new TableServiceClient(ConnectionString).GetTableClient(name);

    /// <summary>The state of everything: for the message of a test that waits for something which has not come.</summary>
    public async Task<string> DescribeAsync()
    {
        var mail = new List<string>();
        await foreach (var row in TableNamed("Mail").QueryAsync<TableEntity>())
        {
            mail.Add($"{row.RowKey} {row["State"]}");
        }

        var parts = new List<string>();
        await foreach (var part in Orchestrations.GetAllInstancesAsync(null))
        {
            var last = (await Host.Orchestrations.ReadHistoryAsync(part.InstanceId, default)).TakeLast(3);
            parts.Add($"{part.InstanceId} {part.RuntimeStatus} {part.SerializedCustomStatus} {part.LastUpdatedAt:O} {string.Join(" ", last)}");
        }

        return $"Clock {Host.Clock.GetUtcNow():O}, next {Host.Clock.NextDue:O}, {Host.Meter.UnderWay} under way. " +
            $"Outbox: {string.Join(", ", mail)}. Orchestrations: {string.Join(", ", parts)}.";
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task LaunchAsync(string at) => Host = await LocalHost.StartAsync(
        typeof(YearStore).Assembly,
        ["--port", "0", "--data", _data.FullName, "--storage", _account, "--clock", Time(at).ToString("O", CultureInfo.InvariantCulture), .. _settings]);

    private static DateTimeOffset Time(string at) =>
        DateTime.ParseExact(at, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) is var t
            ? WorkingDays.At(DateOnly.FromDateTime(t), TimeOnly.FromDateTime(t))
            : default;
}
