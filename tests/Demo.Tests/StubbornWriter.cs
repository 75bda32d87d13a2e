using System.Globalization;
using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Answers.Autosave;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>A form open in a browser. It saves as the form's script does: one text after the other.</summary>
internal sealed class StubbornWriter(KilledSite site, string address, string question) : StubbornRespondent(site)
{
    private readonly string _page = Guid.NewGuid().ToString("N");
    private int _turn;
    private int _text;
    private int _revision;

    /// <summary>What is kept is the last text that was called saved, to the letter: nothing later was given up.</summary>
    public override async Task CheckAsync()
    {
        using var response = await Browser.GetAsync($"{address}/lage?efter=0");
        var stands = (await ReadAsync(response)).Answers.Single(a => a.Question == question);
        Assert.Equal((Text(_text), _revision), (stands.Value, stands.Revision));
    }

    protected override async Task WriteOneAsync(Kill kill)
    {
        _text++;
        using var response = await Browser.SendAsync(
            () =>
            {
                var request = StubbornBrowser.Post(address, new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["sida"] = _page,
                    ["tur"] = (++_turn).ToString(CultureInfo.InvariantCulture),
                    [$"r.{question}"] = _revision.ToString(CultureInfo.InvariantCulture),
                    [$"q.{question}"] = Text(_text),
                }));
                request.Headers.Accept.Add(new("application/json"));
                return request;
            },
            kill);
        _revision = Assert.Single((await ReadAsync(response)).Saved).Revision;
    }

    private static async Task<SheetUpdate> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<SheetUpdate>(text, JsonSerializerOptions.Web)!;
    }

    private static string Text(int number) => $"Text nummer {number}";
}
