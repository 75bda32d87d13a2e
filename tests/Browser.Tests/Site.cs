using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Arshjulet.Functions.City;
using Arshjulet.Local.Hosting;
using Arshjulet.Model.Calendar;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>The real app on the local host, on a clock of its own.</summary>
public sealed partial class Site : IAsyncDisposable
{
    public const int Year = 2024;
    private static readonly DateTimeOffset Start = new(2024, 9, 5, 6, 0, 0, TimeSpan.Zero);

    private readonly LocalHost _host;
    private readonly DirectoryInfo _data;

    private Site(LocalHost host, DirectoryInfo data) => (_host, _data) = (host, data);

    private sealed record ReadMail(string Id, string Html);

    public Uri Address => _host.Address;

    public CityContent City => _host.Services.GetRequiredService<CityContent>();

    public YearContent Content => City.Year(Year);

    /// <param name="storage">Connection string.</param>
    /// <param name="log">The least that is logged.</param>
    public static async Task<Site> StartAsync(string storage, string log = "Error")
    {
        var data = Directory.CreateTempSubdirectory("arshjulet-browser-");
        var host = await LocalHost.StartAsync(
            typeof(CityContent).Assembly,
            "--port", "0", "--data", data.FullName, "--storage", storage,
            "--clock", Start.ToString("O", CultureInfo.InvariantCulture), "--Logging:LogLevel:Default", log);
        return new Site(host, data);
    }

    /// <summary>Moves the clock to a day's morning; what falls due on the way has happened when this completes.</summary>
    public Task MoveToAsync(DateOnly day) => _host.Clock.MoveToAsync(WorkingDays.At(day, new TimeOnly(9, 0)));

    /// <summary>Completes when nothing is under way.</summary>
    public Task RestAsync() => _host.Meter.WhenIdleAsync();

    /// <summary>Signs the browser's owner in as the local host does it.</summary>
    public static async Task SignInAsync(IPage page, string role)
    {
        var form = page.APIRequest.CreateFormData();
        form.Set("namn", "Sara Sekreterare").Set("roll", role).Set("till", "/tillganglighet");
        var response = await page.APIRequest.PostAsync("/lokalt/logga-in", new() { Form = form });
        Assert.Equal(200, response.Status);
    }

    /// <summary>Registers KS's decision without looking at the pages, and lets the invitations go out.</summary>
    /// <param name="review">The review that KS chooses; the last one where it is not said.</param>
    public async Task DistributeAsync(string? review = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = Address };
        await PostAsync(http, "/lokalt/logga-in", new() { ["namn"] = "Sekreteraren", ["roll"] = "Secretary", ["till"] = "/kansli" });
        await PostAsync(
            http,
            $"/kansli/{Year}/beslut",
            new() { ["datum"] = "2024-09-04", ["paragraf"] = "212", ["granskning"] = review ?? Content.Plan.Reviews[^1].Key });
        await MoveToAsync(Content.Plan.Dates.Distribution.Date);
        await RestAsync();
    }

    /// <summary>The personal link in the newest mail to a body's first contact.</summary>
    public Task<string> LinkOfAsync(string body) => LinkToAsync(City.Body(body).Contacts[0].Email);

    /// <summary>The personal link in the newest mail to an address that has one.</summary>
    public Task<string> LinkToAsync(string email) => LinkToAsync(email, Link());

    /// <summary>The survey's link in the newest mail to a manager.</summary>
    public Task<string> SurveyLinkToAsync(string email) => LinkToAsync(email, SurveyLink());

    private async Task<string> LinkToAsync(string email, Regex link)
    {
        using var http = _host.CreateClient();
        var mail = await http.GetFromJsonAsync<List<ReadMail>>($"/lokalt/inkorg.json?till={Uri.EscapeDataString(email)}");
        return mail!.Select(m => link.Match(m.Html).Value).FirstOrDefault(l => l.Length > 0)
            ?? throw new InvalidOperationException($"No link in the mail to {email}.");
    }

    public async ValueTask DisposeAsync()
    {
        // The app ends as by Ctrl-C, and is let go of when it has.
        var lifetime = _host.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStopped.Register(stopped.SetResult);
        lifetime.StopApplication();
        await stopped.Task;
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static async Task PostAsync(HttpClient http, string address, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var response = await http.PostAsync(address, form);
        response.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("/l/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("/enkat/[0-9]+/[^\"<]+")]
    private static partial Regex SurveyLink();
}
