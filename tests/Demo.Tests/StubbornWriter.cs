using System.Globalization;
using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Collect.Autosave;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>
/// A form open in a browser while the site comes and goes. It saves as the form's script does: one text after the other, each sent again
/// until the page may call it saved. Its cookie is the one it got before the first kill.
/// </summary>
internal sealed class StubbornWriter(KilledSite site, string address, string question) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() });
    private readonly string _page = Guid.NewGuid().ToString("N");
    private int _turn;
    private int _text;
    private int _saved;
    private int _revision;

    public async Task StartAsync(string email, string body)
    {
        using var browser = new Browser(site.Address);
        var link = await Respondent.LinkAsync(site.Host, email, body, browser);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["person"] = "ja" });
        using var response = await _http.PostAsync(new Uri(site.Address, link), form);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Writes until the kill is over and something more is saved.</summary>
    public async Task WriteAsync(Kill kill)
    {
        bool over;
        do
        {
            over = kill.Over.IsCompleted;
            _text++;
            while (!await SendAsync(kill))
            {
            }

            kill.Saved();
        }
        while (!over);
    }

    /// <summary>What stands is the last text that was called saved, to the letter: nothing later was given up.</summary>
    public async Task CheckAsync()
    {
        using var response = await _http.GetAsync(new Uri(site.Address, $"{address}/lage?efter=0"));
        var news = await ReadAsync(response);
        var stands = news.Answers.Single(a => a.Question == question);
        Assert.Equal((Text(_saved), _revision), (stands.Value, stands.Revision));
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> SendAsync(Kill kill)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["sida"] = _page,
            ["tur"] = (++_turn).ToString(CultureInfo.InvariantCulture),
            [$"r.{question}"] = _revision.ToString(CultureInfo.InvariantCulture),
            [$"q.{question}"] = Text(_text),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, address)) { Content = content, Headers = { { "Accept", "application/json" } } };
        try
        {
            using var response = await _http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && kill.Begun.IsCompleted)
            {
                return false;
            }

            _revision = Assert.Single((await ReadAsync(response)).Saved).Revision;
            _saved = _text;
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException && kill.Begun.IsCompleted)
        {
            // Nobody answers until the site is up again.
            await kill.Over;
            return false;
        }
    }

    private static async Task<SheetNews> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<SheetNews>(text, JsonSerializerOptions.Web)!;
    }

    private static string Text(int number) => $"Text nummer {number}";
}

/// <summary>Something that is killed once so many answers have been saved.</summary>
internal sealed class Kill(int after)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _saved;

    /// <summary>So much has been saved: from now on nobody needs to be answered.</summary>
    public Task Begun => _begun.Task;

    /// <summary>It is dead, and was started again.</summary>
    public Task Over => _over.Task;

    public void Saved()
    {
        if (Interlocked.Increment(ref _saved) == after)
        {
            _begun.SetResult();
        }
    }

    public void End() => _over.SetResult();
}
