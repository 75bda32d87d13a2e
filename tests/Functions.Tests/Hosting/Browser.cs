using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>A browser without scripts: cookies, pages, forms. Every person in a test has one of their own.</summary>
public sealed class Browser(Uri site) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    private HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = site };

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>What the browser holds for an address.</summary>
    public IEnumerable<Cookie> CookiesAt(string path) => _cookies.GetCookies(new Uri(site, path));

    public async Task<Page> OpenAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await PageOfAsync(response);
    }

    /// <summary>Posts these fields and nothing else.</summary>
    public async Task<Page> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = Encoded(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var response = await Http.PostAsync(path, content);
        return await PageOfAsync(response);
    }

    /// <summary>Sends a page's form as it is, with these fields filled in.</summary>
    public async Task<Page> FillAsync(Page page, string form, params (string Name, string Value)[] fields)
    {
        var element = page.Document.QuerySelector<IHtmlFormElement>(form)
            ?? throw new InvalidOperationException($"{page.Address} has no form {form}: {page.Text}");
        var sent = Page.Standing(element).Where(s => fields.All(f => f.Name != s.Key)).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var content = Encoded(sent);
        using var response = await Http.PostAsync(element.GetAttribute("action") is { Length: > 0 } to ? to : page.Address.PathAndQuery, content);
        return await PageOfAsync(response);
    }

    public async Task<Page> UploadAsync(string path, string fileName, byte[] content, string contentType = "application/octet-stream")
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var body = new MultipartFormDataContent { { file, "fil", fileName } };
        using var response = await Http.PostAsync(path, body);
        return await PageOfAsync(response);
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await PageOfAsync(response);
    }

    /// <summary>An answer as it came, for what is no page.</summary>
    public async Task<(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)> TextAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public Task<byte[]> DownloadAsync(string path) => Http.GetByteArrayAsync(path);

    public void Dispose() => _http?.Dispose();

    private static FormUrlEncodedContent Encoded(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    private static async Task<Page> PageOfAsync(HttpResponseMessage response) => new(
        response.StatusCode, response.RequestMessage!.RequestUri!, Parse(await response.Content.ReadAsStringAsync()), response.Headers);
}

/// <summary>A page as it was read.</summary>
public sealed record Page(HttpStatusCode Status, Uri Address, IHtmlDocument Document, HttpResponseHeaders Headers)
{
    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What is read on the page, word by word.</summary>
    public string Text => string.Join(' ', (Document.QuerySelector("main") ?? Document.Body)!.GetDescendants().OfType<IText>()
        .SelectMany(t => t.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The error summary: the field each line leads to, and what it says.</summary>
    public IReadOnlyList<(string Field, string Message)> Faults =>
        [.. Document.QuerySelectorAll("#fel li a").Select(a => (a.GetAttribute("href")![1..], a.TextContent))];

    /// <summary>The message beside a field, tied to it for those who can't see.</summary>
    public string? FaultAt(string field) =>
        Document.GetElementById(field)?.GetAttribute("aria-describedby")?.Split(' ').Contains($"{field}-fel") == true
            ? Document.GetElementById($"{field}-fel")?.TextContent
            : null;

    /// <summary>What is in a field: the text, or the chosen radio's value.</summary>
    public string? ValueOf(string name) =>
        Document.QuerySelectorAll<IHtmlFormElement>("form").SelectMany(Standing).Where(f => f.Key == name).Select(f => f.Value).FirstOrDefault();

    /// <summary>What a form holds as the page came: hidden fields, texts, chosen radios and ticked boxes.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Standing(IHtmlFormElement form) => form.Elements.Select(element => element switch
    {
        IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } or IHtmlInputElement { Type: "file" or "submit" } => default,
        IHtmlInputElement input => KeyValuePair.Create(input.Name ?? "", input.Value ?? ""),
        IHtmlTextAreaElement area => KeyValuePair.Create(area.Name ?? "", area.Value ?? ""),
        _ => default,
    }).Where(f => f.Key is { Length: > 0 });
}
