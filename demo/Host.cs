using System.Net.Http.Json;
using System.Text.Json;

namespace Arshjulet.Demo;

/// <summary>A mail in the host's mailbox, as its list shows it.</summary>
internal sealed record MailLine(string Id, string Subject, DateTimeOffset SentAt, IReadOnlyList<string> To);

/// <summary>A mail in the host's mailbox, with its letter.</summary>
internal sealed record ReadMail(string Id, string Subject, DateTimeOffset SentAt, string Html, IReadOnlyList<string> To);

/// <summary>The pages that only the local host has: the clock that is moved by hand, and everybody's mail.</summary>
internal sealed class Host(Uri site) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = site, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Moves the clock. When this completes, everything that was due on the way is done.</summary>
    public async Task MoveToAsync(DateTimeOffset time)
    {
        var to = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lokalt/klocka") { Content = new FormUrlEncodedContent([new("till", to)]) };
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
    public async Task<IReadOnlyList<MailLine>> LinesAsync() =>
        await _http.GetFromJsonAsync<List<MailLine>>("/lokalt/inkorg/rader.json", JsonSerializerOptions.Web) ?? [];

    /// <summary>Mail to an address (or all) with its letters, newest first.</summary>
    public async Task<IReadOnlyList<ReadMail>> MailAsync(string? to = null)
    {
        var query = to is null ? "" : $"?till={Uri.EscapeDataString(to)}";
        return await _http.GetFromJsonAsync<List<ReadMail>>($"/lokalt/inkorg.json{query}", JsonSerializerOptions.Web) ?? [];
    }

    public void Dispose() => _http.Dispose();
}
