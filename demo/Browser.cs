using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Arshjulet.Demo;

/// <summary>A browser without scripts: cookies, pages, forms. Every person in the demo has one of their own.</summary>
internal sealed class Browser(Uri site) : IDisposable
{
    private static readonly HtmlParser Parser = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseCookies = true }) { BaseAddress = site };

    /// <summary>Fetches and parses a page.</summary>
    /// <exception cref="InvalidOperationException">The response is an error; the message has the page's heading.</exception>
    public async Task<Page> OpenAsync(string address)
    {
        using var response = await _http.GetAsync(address);
        return await PageOfAsync(response);
    }

    /// <summary>Fills in the page's form and presses its button.</summary>
    /// <param name="page">The page that the form is on.</param>
    /// <param name="fields">Values by field name; the form's other fields are sent as the page has them.</param>
    /// <param name="button">Name and value of the button pressed, where it has one.</param>
    /// <param name="form">A selector, where the page has several forms.</param>
    public async Task<Page> SubmitAsync(
        Page page, IReadOnlyDictionary<string, string> fields, (string Name, string Value)? button = null, string form = "main form")
    {
        var element = page.Document.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"{page.Address} has no form {form}.");
        var sent = FieldsOf(element);
        foreach (var (name, value) in fields)
        {
            if (!element.Elements.Any(e => e.GetAttribute("name") == name))
            {
                throw new InvalidOperationException($"{page.Address} has no field {name}.");
            }

            sent.RemoveAll(f => f.Key == name);
            sent.Add(new(name, value));
        }

        if (button is var (pressed, with))
        {
            sent.Add(new(pressed, with));
        }

        var action = element.GetAttribute("action") is { Length: > 0 } to ? to : page.Address.PathAndQuery;
        using var response = await _http.PostAsync(action, new FormUrlEncodedContent(sent));
        return await PageOfAsync(response);
    }

    /// <summary>Sends a file by the page's upload form.</summary>
    public async Task<Page> UploadAsync(string address, string field, string fileName, string contentType, byte[] content)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new(contentType);
        using var body = new MultipartFormDataContent { { file, field, fileName } };
        using var response = await _http.PostAsync(address, body);
        return await PageOfAsync(response);
    }

    public Task<byte[]> DownloadAsync(string address) => _http.GetByteArrayAsync(address);

    public void Dispose() => _http.Dispose();

    /// <summary>The form's fields as the page has them: hidden fields, texts, chosen radios and ticked boxes.</summary>
    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => (null, null),
                IHtmlInputElement { Type: "file" or "submit" } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                _ => (null, null),
            };
            if (!string.IsNullOrEmpty(name))
            {
                fields.Add(new(name, value ?? ""));
            }
        }

        return fields;
    }

    private static async Task<Page> PageOfAsync(HttpResponseMessage response)
    {
        var document = Parser.ParseDocument(await response.Content.ReadAsStringAsync());
        var page = new Page(response.RequestMessage!.RequestUri!, document);
        if (response.IsSuccessStatusCode)
        {
            return page;
        }

        var faults = string.Join("; ", document.QuerySelectorAll("#fel li").Select(e => e.TextContent));
        var heading = document.QuerySelector("h1")?.TextContent;
        throw new InvalidOperationException($"{(int)response.StatusCode} {page.Address.AbsolutePath}: {heading} {faults}");
    }
}

/// <summary>A page as it was read.</summary>
internal sealed record Page(Uri Address, IHtmlDocument Document);
