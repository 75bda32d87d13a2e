using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Autosave;
using Arshjulet.Functions.Tests.Answers.Workbook;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers.Interleaving;

/// <summary>One deed of one person: which browser, which question, and the number that makes what is written unlike all else.</summary>
internal sealed class Ways(Browser[] browsers, int who, int question, int number, Acknowledged told)
{
    public const string Form = "/svar/2024/byggnamnden/webb";
    private const int Colleague = 2;
    private static readonly string[] Pages = [$"{Form}/objekt/sida-1", $"{Form}/objekt/sida-3", Form];

    public static readonly string[] Questions = ["sida-1.sprak", "sida-3.sprak", "eget-svar"];
    public static readonly AssignmentId Id = new(2024, "byggnamnden", "webb");

    private Browser Browser => browsers[who];

    private string Key => Questions[question];

    /// <summary>What this deed writes: a choice, a comment and a link, or a text.</summary>
    private (string? Value, string? Comment, string? Evidence) Text => Key == "eget-svar"
        ? ($"Text {number}", null, null)
        : (number % 2 == 0 ? "klarar" : "brister", $"Kommentar {number}", $"https://exempel.se/{number}");

    public Task<string> DoAsync(int deed) => deed switch
    {
        < 4 => SaveAsync(),
        < 8 => PressAsync(),
        < 11 => ConfirmAsync(),
        < 13 => AddAsync(),
        < 15 => RemoveAsync(),
        < 18 => HandInAsync(),
        _ => ReopenAsync(),
    };

    private async Task<string> SaveAsync()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"{Form}/lage?efter=0");
        var seen = JsonSerializer.Deserialize<SheetUpdate>((await Browser.TextAsync(ask)).Text, JsonSerializerOptions.Web)!
            .Answers.Single(a => a.Question == Key);
        var fields = new Dictionary<string, string> { [$"q.{Key}"] = Text.Value!, [$"r.{Key}"] = $"{seen.Revision}" };
        if (Text.Comment is not null)
        {
            (fields[$"k.{Key}"], fields[$"u.{Key}"]) = (Text.Comment, Text.Evidence!);
        }

        using var save = new HttpRequestMessage(HttpMethod.Post, Form)
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "Accept", "application/json" } },
        };
        var (status, text, _) = await Browser.TextAsync(save);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{(int)status}: {text}");
        var news = JsonSerializer.Deserialize<SheetUpdate>(text, JsonSerializerOptions.Web)!;
        return Tell("save", news.Saved.Any(a => a.Question == Key), seen.Mark);
    }

    /// <summary>The whole page as it is, with one answer changed.</summary>
    private async Task<string> PressAsync()
    {
        var page = await Browser.OpenAsync(Pages[question]);
        if (page.ValueOf($"o.{Key}") is not { } saw)
        {
            // To the receipt, or by way of it to the form's first page when it was opened again in between: the question is on neither.
            return $"press: {page.Address.AbsolutePath}";
        }

        (string, string)[] typed =
        [
            ($"q.{Key}", Text.Value!),
            .. Text.Comment is null ? Array.Empty<(string, string)>() : [($"k.{Key}", Text.Comment), ($"u.{Key}", Text.Evidence!)],
        ];
        var after = await Browser.FillAsync(page, "form[data-autosave]", typed);
        return Tell("press", IsSaved(after), saw);
    }

    /// <summary>A template with one comment typed in it, uploaded, looked at and confirmed.</summary>
    private async Task<string> ConfirmAsync()
    {
        var (own, other) = question == 1 ? (4, 2) : (2, 4);
        var key = question == 1 ? Questions[1] : Questions[0];
        var template = await Browser.DownloadAsync($"{Form}/mall.xlsx");
        var file = Workbooks.Fill(
            template,
            ($"C{own}", ""),
            ($"D{own}", $"Kommentar {number}"),
            ($"E{own}", ""),
            ($"C{other}", ""),
            ($"D{other}", ""),
            ($"E{other}", ""));
        var preview = await Browser.UploadAsync($"{Form}/excel", "Protokoll.xlsx", file);
        if (preview.ValueOf($"o.{key}") is not { } saw)
        {
            return $"confirm: {preview.Address.AbsolutePath}";
        }

        var wrote = SentAnswers.ContentHash(new AnswerContent(
            preview.ValueOf($"q.{key}"), preview.ValueOf($"k.{key}"), preview.ValueOf($"u.{key}") is { Length: > 0 } link ? link : null));
        var saved = IsSaved(await Browser.FillAsync(preview, "main form"));
        if (saved)
        {
            told.Wrote(key, saw, wrote);
        }

        return $"confirm {number} of {key}: {saved}";
    }

    private async Task<string> AddAsync()
    {
        var name = $"fil-{number}.pdf";
        told.Sends(name);
        var page = await Browser.UploadAsync($"{Form}/bilagor", name, Encoding.ASCII.GetBytes($"%PDF-1.7 {number}"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        // Handed in before or after, or opened again since: every page that it can lead to lists the files.
        var listed = IsListed(page, name);
        if (listed)
        {
            told.Added(name);
        }

        return $"add {name}: {listed}";
    }

    private async Task<string> RemoveAsync()
    {
        var page = await Browser.OpenAsync($"{Form}/bilagor");
        if (page.Document.QuerySelectorAll<IHtmlFormElement>("form[action*='/ta-bort']").FirstOrDefault() is not { } form)
        {
            return "remove: nothing";
        }

        var name = form.ParentElement!.QuerySelector("a")!.TextContent;
        var gone = !IsListed(await Browser.FillAsync(page, $"form[action='{form.GetAttribute("action")}']"), name);
        if (gone)
        {
            told.Removed(name);
        }

        return $"remove {name}: {gone}";
    }

    /// <summary>As people do: who is told that somebody has changed the answers reads them and tries again, a few times.</summary>
    private async Task<string> HandInAsync()
    {
        var page = await Browser.HandInAsync(Form);
        for (var again = 0; again < 3 && page.Status == HttpStatusCode.Conflict; again++)
        {
            page = await Browser.HandInAsync(Form);
        }

        Assert.True(
            page.Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict
                || (who == Colleague && page.Status == HttpStatusCode.Forbidden),
            page.Text);
        return $"hand in: {page.Status} {page.Address.AbsolutePath}";
    }

    private async Task<string> ReopenAsync()
    {
        var page = await browsers[0].PostAsync($"{Form}/oppna");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return $"reopen: {page.Address.AbsolutePath}";
    }

    private string Tell(string way, bool saved, string saw)
    {
        if (saved)
        {
            told.Wrote(Key, saw, SentAnswers.ContentHash(new AnswerContent(Text.Value, Text.Comment, Text.Evidence)));
        }

        return $"{way} {number} of {Key} by {who}: {saved}";
    }

    /// <summary>Whatever page it leads to: what could not be saved is answered at once, with what was typed and why.</summary>
    private static bool IsSaved(Page page) => page.Status == HttpStatusCode.OK ? true
        : page.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict
            ? false
            : throw new InvalidOperationException($"{page.Status}: {page.Text}");

    private static bool IsListed(Page page, string name) => page.Document.QuerySelectorAll("main a[href*='/bilagor/']").Any(a => a.TextContent == name);
}
