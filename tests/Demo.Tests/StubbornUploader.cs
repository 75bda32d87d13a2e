using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>
/// Somebody who adds files to a form and takes them away again. She shares the form with others, and her files begin with her name. She
/// believes what the page shows her once it has answered.
/// </summary>
internal sealed class StubbornUploader(KilledSite site, string form, string name) : StubbornRespondent(site)
{
    private const int Many = 6;
    private const int AtOnce = 3;
    private const int Largest = 300_000;

    private readonly Dictionary<string, byte[]> _standing = [];
    private readonly Dictionary<string, byte[]> _away = [];
    private int _made;

    /// <summary>Her files are there once each and are fetched byte for byte; those she took away are nowhere.</summary>
    public override async Task CheckAsync()
    {
        await CheckListAsync();
        await Assert.AllAsync(_standing, async file =>
        {
            using var got = await Browser.GetAsync(AddressOf(file.Value));
            Assert.Equal(HttpStatusCode.OK, got.StatusCode);
            Assert.Equal(file.Value, await got.Content.ReadAsByteArrayAsync());
        });
        await Assert.AllAsync(_away, async file =>
        {
            using var gone = await Browser.GetAsync(AddressOf(file.Value));
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        });
    }

    protected override async Task WriteOneAsync(Kill kill)
    {
        await (Random.Shared.Next(Many) < _standing.Count ? RemoveAsync(kill) : AddAsync(kill));
        await CheckListAsync(kill);
    }

    private async Task AddAsync(Kill kill)
    {
        // Some that were taken away before: their contents are stored already.
        var again = _away.Where(_ => Random.Shared.Next(3) == 0).Take(AtOnce - 1).ToArray();
        KeyValuePair<string, byte[]>[] files = [.. again, .. Enumerable.Range(0, Random.Shared.Next(1, AtOnce + 1 - again.Length)).Select(_ => NewFile())];
        await SendAsync(
            $"{form}/bilagor",
            () =>
            {
                var sent = new MultipartFormDataContent();
                Array.ForEach(files, f => sent.Add(new ByteArrayContent(f.Value), "fil", f.Key));
                return sent;
            },
            kill);
        foreach (var (file, content) in files)
        {
            _standing.Add(file, content);
            _away.Remove(file);
        }
    }

    private async Task RemoveAsync(Kill kill)
    {
        var (file, content) = _standing.ElementAt(Random.Shared.Next(_standing.Count));
        await SendAsync($"{AddressOf(content)}/ta-bort", () => null, kill);
        _standing.Remove(file);
        _away.Add(file, content);
    }

    private async Task SendAsync(string address, Func<HttpContent?> content, Kill kill)
    {
        using var response = await Browser.SendAsync(() => StubbornBrowser.Post(address, content()), kill);
        Assert.Equal((HttpStatusCode.SeeOther, $"{form}/bilagor"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    private async Task CheckListAsync(Kill? kill = null)
    {
        using var response = await Browser.GetAsync($"{form}/bilagor", kill);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var listed = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()).QuerySelectorAll("main li a[download]");
        Assert.Equal(
            _standing.Select(f => (f.Key, AddressOf(f.Value))).Order(),
            listed.Select(a => (a.TextContent, a.GetAttribute("href")!)).Where(a => a.TextContent.StartsWith(name, StringComparison.Ordinal)).Order());
    }

    private KeyValuePair<string, byte[]> NewFile()
    {
        byte[] content = [.. "%PDF-"u8, .. new byte[Random.Shared.Next(1, Largest)]];
        Random.Shared.NextBytes(content.AsSpan(5));
        return new($"{name} {++_made}.pdf", content);
    }

    private string AddressOf(byte[] content) => $"{form}/bilagor/{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
