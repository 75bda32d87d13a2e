using System.Net.Http.Json;
using System.Text.Json;

namespace Arshjulet.Demo;

/// <summary>A mail in the host's mailbox, as its list has it.</summary>
internal sealed record MailLine(string Id, string Subject, DateTimeOffset SentAt, IReadOnlyList<string> To);

/// <summary>A mail in the host's mailbox, with its letter.</summary>
internal sealed record ReadMail(string Id, string Subject, DateTimeOffset SentAt, string Html, IReadOnlyList<string> To);

/// <summary>What only the machine's own host has: the clock that is moved by hand, and everybody's mailbox.</summary>
internal sealed class Host(Uri site) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = site, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Moves the clock; what falls due on the way has happened when this completes.</summary>
    public async Task MoveToAsync(DateTimeOffset time)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lokalt/klocka")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["till"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) }),
        };
        request.Headers.Accept.Add(new("application/json"));
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Completes when nothing is under way.</summary>
    public async Task RestAsync()
    {
        using var response = await _http.PostAsync("/lokalt/vila", null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>All mail, newest first, without its letters.</summary>
    public async Task<IReadOnlyList<MailLine>> LinesAsync() => await _http.GetFromJsonAsync<List<MailLine>>("/lokalt/inkorg/rader.json", JsonSerializerOptions.Web) ?? [];

    /// <summary>Mail to an address (or all) with its letters, newest first.</summary>
    public async Task<IReadOnlyList<ReadMail>> MailAsync(string? to = null) =>
        await _http.GetFromJsonAsync<List<ReadMail>>($"/lokalt/inkorg.json{(to is null ? "" : $"?till={Uri.EscapeDataString(to)}")}", JsonSerializerOptions.Web) ?? [];

    public void Dispose() => _http.Dispose();
}
