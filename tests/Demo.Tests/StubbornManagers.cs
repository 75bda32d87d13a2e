using System.Net;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>
/// Managers of a body who answer the survey one after the other, each once and in a browser of her own. Each sends until the site has
/// thanked her, or says that her code is used: then an answer of hers was counted, and the thanks were lost.
/// </summary>
/// <param name="site">Their site.</param>
/// <param name="body">Their body.</param>
/// <param name="line">What tells them from those in other lines.</param>
/// <param name="link">The link of each, in turn; null after the last.</param>
/// <param name="share">So many answer before a kill at most, and one after it.</param>
internal sealed class StubbornManagers(KilledSite site, string body, string line, Func<int, string?> link, int share = int.MaxValue) : Stubborn
{
    private static readonly string[] Steps = ["bra", "battre", "daligt", "ej-aktuellt"];
    private int _counted;

    public string Body => body;

    /// <summary>What each who was thanked, or told that her code is used, chose and wrote.</summary>
    public IEnumerable<(string Step, string Text)> Answers => Enumerable.Range(0, _counted).Select(Answer);

    protected override int Share => share;

    /// <summary>A code that was used leads nowhere. The next one does, and so does a link that is for all.</summary>
    public override async Task CheckAsync()
    {
        using var browser = new StubbornBrowser(site);
        await Assert.AllAsync(Enumerable.Range(0, _counted).Where(i => link(i) != link(_counted)), async of =>
        {
            using var used = await browser.GetAsync(link(of)!);
            Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
        });

        if (link(_counted) is { } next)
        {
            using var works = await browser.GetAsync(next);
            Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        }
    }

    protected override async Task WriteOneAsync(Kill kill)
    {
        using var browser = new StubbornBrowser(site);
        await browser.BeginAsync(link(_counted)!, kill);
        var (step, text) = Answer(_counted);
        var tries = 0;
        using var response = await browser.SendAsync(
            () =>
            {
                tries++;
                return StubbornBrowser.Post($"/enkat/2024/{body}", new FormUrlEncodedContent([new("q.ansvar", step), new("q.forslag", text)]));
            },
            kill);

        // Her code can only be used if she was cut off before.
        Assert.True(
            (response.StatusCode, response.Headers.Location?.OriginalString) is (HttpStatusCode.SeeOther, "/enkat/tack")
                || (response.StatusCode == HttpStatusCode.Conflict && tries > 1),
            $"{response.StatusCode} to {text} at the {tries}. try");
        _counted++;
    }

    private (string Step, string Text) Answer(int manager) => (Steps[manager % Steps.Length], $"{body} {line}, chef {manager}");
}
