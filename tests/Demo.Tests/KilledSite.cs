using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Arshjulet.Model.Calendar;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>A site on one data directory that is killed (SIGKILL, its storage with it) and started again.</summary>
internal sealed class KilledSite(string? city = null) : IAsyncDisposable
{
    /// <summary>How often it is killed while all write (<see cref="KillInTurnAsync"/>).</summary>
    public const int Kills = 3;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("killed-");
    private SiteProcess? _site;
    private Host? _host;

    /// <summary>Where it answers, or did before it was killed.</summary>
    public Uri Address { get; private set; } = null!;

    public Host Host => _host!;

    public async Task StartAsync()
    {
        _site = await SiteProcess.StartAsync(
            new DemoOptions(Exit: false, Out: "", Port: 0, Data: _data.FullName),
            WorkingDays.At(new DateOnly(2024, 9, 5), new TimeOnly(8, 0)),
            city);
        Address = _site.Address;
        _host = new Host(Address);
    }

    /// <summary>Starts the site and registers KS's decision.</summary>
    public async Task DecideAsync()
    {
        await StartAsync();
        using var secretary = await SecretaryAsync();
        await secretary.DecideAsync(Story.KsDecides, "212");
    }

    /// <summary>Starts the site and goes on to the morning when the links have been sent.</summary>
    public async Task DistributeAsync()
    {
        await DecideAsync();
        await Host.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 16), new TimeOnly(9, 0)));
    }

    /// <summary>
    /// Kills the site, its storage, and both, each while all of these write. Each goes on until something that was sent after the kill is
    /// acknowledged; then all that was is checked.
    /// </summary>
    public async Task KillInTurnAsync(IReadOnlyList<Stubborn> writers, Func<Task>? check = null)
    {
        await CutOffAsync(() => KillAndStartAsync());
        await CutOffAsync(KillStorageAsync);
        await CutOffAsync(async () =>
        {
            await KillStorageAsync();
            await KillAndStartAsync();
        });

        async Task CutOffAsync(Func<Task> act)
        {
            var kill = new Kill(after: Random.Shared.Next(10, 40));
            var writing = Task.WhenAll(writers.Select(w => w.WriteAsync(kill)));
            await await Task.WhenAny(kill.Begun, writing);
            Assert.NotEqual(0, kill.UnderWay);
            try
            {
                await act();
            }
            finally
            {
                kill.End();
            }

            await writing;
            foreach (var writer in writers)
            {
                await writer.CheckAsync();
            }

            await (check?.Invoke() ?? Task.CompletedTask);
        }
    }

    /// <param name="cutOff">A request that the kill cuts off: it fails before its client is let go of, which would cancel it instead.</param>
    public async Task KillAndStartAsync(Task? cutOff = null)
    {
        await KillAsync(_site!.Id);
        if (cutOff is not null)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => cutOff);
        }

        await CloseAsync();
        await StartAsync();
    }

    /// <summary>Kills only the storage under the running site, which starts it again.</summary>
    public Task KillStorageAsync() =>
        KillAsync(int.Parse(File.ReadAllText(Path.Combine(_data.FullName, "azurite", "emulator.pid")), CultureInfo.InvariantCulture));

    public async Task<Secretary> SecretaryAsync()
    {
        var secretary = new Secretary(Address, 2024);
        await secretary.SignInAsync();
        return secretary;
    }

    /// <summary>A browser at the office, signed in as its secretary.</summary>
    public async Task<Browser> OfficeAsync()
    {
        var browser = new Browser(Address);
        await browser.SubmitAsync(
            await browser.OpenAsync("/kansli/2024"),
            new Dictionary<string, string> { ["namn"] = "Kim Kansli", ["roll"] = "Secretary" },
            form: "form");
        return browser;
    }

    /// <summary>The personal link to a body that was mailed to an address.</summary>
    public async Task<string> LinkAsync(string email, string body)
    {
        using var browser = new Browser(Address);
        return await Respondent.LinkAsync(Host, email, body, browser);
    }

    /// <summary>Every mail that is in the mailbox, or every one to an address: its id, and who has it.</summary>
    public async Task<IReadOnlyList<(string MessageId, string To, string Subject)>> MailAsync(string to = "")
    {
        using var http = new HttpClient { BaseAddress = Address };
        var mail = await http.GetFromJsonAsync<JsonElement>($"/lokalt/inkorg/rader.json?till={Uri.EscapeDataString(to)}");
        return [.. mail.EnumerateArray().Select(m => (TextOf(m, "internetMessageId"), m.GetProperty("to")[0].GetString()!, TextOf(m, "subject")))];

        static string TextOf(JsonElement letter, string property) => letter.GetProperty(property).GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        try
        {
            _data.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The emulator lets go of its files a moment after its host.
        }
    }

    private static async Task KillAsync(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task CloseAsync()
    {
        _host?.Dispose();
        if (_site is { } site)
        {
            _site = null;
            await site.DisposeAsync();
        }
    }
}
