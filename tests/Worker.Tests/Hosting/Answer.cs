using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>A response as it came: what two hosts' responses are compared by.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">Every header, in order of name, but those of the server itself.</param>
/// <param name="Body">The bytes, one letter each.</param>
public sealed record Answer(int Status, string Headers, string Body)
{
    /// <summary>The time, and which server wrote it: each host has its own in front of the app.</summary>
    private static readonly string[] OfTheServer = ["Date", "Server"];

    /// <summary>The page as a browser reads it.</summary>
    public IHtmlDocument Read() => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Body)));

    /// <summary>A cookie that it sets: its name and value, and what follows them.</summary>
    public (string Value, string Attributes) Cookie(string name)
    {
        var cookie = Headers.Split('\n').Single(header => header.StartsWith($"Set-Cookie: {name}=", StringComparison.Ordinal))["Set-Cookie: ".Length..];
        var end = cookie.IndexOf(';', StringComparison.Ordinal);
        return (cookie[..end], cookie[end..]);
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => !OfTheServer.Contains(header.Key))
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new Answer((int)response.StatusCode, string.Join('\n', headers), Encoding.Latin1.GetString(body));
    }
}
