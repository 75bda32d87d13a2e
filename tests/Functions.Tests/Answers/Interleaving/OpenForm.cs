using System.Globalization;
using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Answers.Autosave;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>What somebody writes to a question, having seen a revision of it.</summary>
internal sealed record Written(string Question, string? Value, string? Comment, int Seen);

/// <summary>One request to save: which open form sent it, and how many it had sent before.</summary>
internal sealed record Save(string Page, int Turn, IReadOnlyList<Written> Answers)
{
    public override string ToString() => $"{Page}:{Turn} {string.Join(", ", Answers.Select(a => $"{a.Question}@{a.Seen}={a.Value}|{a.Comment}"))}";
}

/// <summary>The form open in a browser: saves and asks as its script does, and remembers the revisions that it was told.</summary>
internal sealed class OpenForm(Browser browser, string address, string name)
{
    /// <summary>The question that has a field for a comment: it is always sent, also when it is empty.</summary>
    private const string Commented = "ansvar";

    private readonly Dictionary<string, int> _seen = [];
    private readonly List<Save> _sent = [];

    public Browser Browser => browser;

    /// <summary>What it has sent so far, to be sent again by a net that stammers.</summary>
    public IReadOnlyList<Save> Sent => _sent;

    public Save Write(IEnumerable<(string Question, string? Value, string? Comment)> answers)
    {
        var save = new Save(name, _sent.Count + 1, [.. answers.Select(a => new Written(a.Question, a.Value, a.Comment, _seen.GetValueOrDefault(a.Question)))]);
        _sent.Add(save);
        return save;
    }

    /// <summary>Sends, and takes what the answer says for seen.</summary>
    public async Task<(HttpStatusCode Status, SheetUpdate News)> SendAsync(Save save)
    {
        var fields = new Dictionary<string, string> { ["sida"] = save.Page, ["tur"] = save.Turn.ToString(CultureInfo.InvariantCulture) };
        foreach (var answer in save.Answers)
        {
            fields[$"r.{answer.Question}"] = answer.Seen.ToString(CultureInfo.InvariantCulture);
            fields[$"q.{answer.Question}"] = answer.Value ?? "";
            if (answer.Question == Commented)
            {
                fields[$"k.{answer.Question}"] = answer.Comment ?? "";
            }
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "Accept", "application/json" } },
        };
        var (status, text, _) = await browser.TextAsync(request);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{(int)status}: {text}");
        var news = Read(text);
        lock (_seen)
        {
            foreach (var answer in news.Saved.Concat(news.Conflicts))
            {
                _seen[answer.Question] = Math.Max(answer.Revision, _seen.GetValueOrDefault(answer.Question));
            }
        }

        return (status, news);
    }

    /// <summary>What was written after a version.</summary>
    public async Task<SheetUpdate> LookAsync(int after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/lage?efter={after}");
        return Read((await browser.TextAsync(request)).Text);
    }

    private static SheetUpdate Read(string json) => JsonSerializer.Deserialize<SheetUpdate>(json, JsonSerializerOptions.Web)!;
}
