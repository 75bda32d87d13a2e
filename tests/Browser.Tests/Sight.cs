using System.Text.Json;
using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>What was seen of a page in one state.</summary>
/// <param name="Status">The HTTP status it came with.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Violations">What axe found, each as rule, sentence and the elements.</param>
/// <param name="Overflow">How many pixels wider than a window of 320 the page is.</param>
/// <param name="Headings">The texts of its level-one headings.</param>
/// <param name="Complaints">What the browser refused or missed: styles, scripts, pictures.</param>
public sealed record Sight(int Status, string Title, IReadOnlyList<string> Violations, int Overflow, IReadOnlyList<string> Headings, IReadOnlyList<string> Complaints);

/// <summary>Looks at a page as it stands: axe, and the narrowest window.</summary>
internal static class Looking
{
    private const string RunAxe = """
        async () => {
          const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
          return JSON.stringify(result.violations.map(v => `${v.id}: ${v.help} – ${v.nodes.map(n => `${n.html} ${n.failureSummary}`).join(' | ')}`));
        }
        """;

    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Repository.PathTo("node_modules", "axe-core", "axe.min.js")));

    /// <summary>Folder for pictures of each page: both widths, forced colours, print. None are taken without it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("ARSHJULET_PICTURES");

    public static async Task<Sight> LookAsync(IPage page, string state, int status, IReadOnlyList<string> complaints)
    {
        // Evaluated by the browser's debugger, which the page's own policy does not bind: the policy stays as strict as it is.
        await page.EvaluateAsync(Axe.Value);
        var violations = JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(RunAxe))!;
        await PictureAsync(page, $"{state}.png");
        await PictureAsync(page, $"{state} forced.png", new() { ForcedColors = ForcedColors.Active });
        await PictureAsync(page, $"{state} print.png", new() { Media = Media.Print });
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, 640);
        var overflow = await page.EvaluateAsync<int>(Overflow);
        await PictureAsync(page, $"{state} 320.png");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return new Sight(status, await page.TitleAsync(), violations, overflow, await page.Locator("h1").AllTextContentsAsync(), complaints);
    }

    private static async Task PictureAsync(IPage page, string name, PageEmulateMediaOptions? media = null)
    {
        if (Pictures is null)
        {
            return;
        }

        await page.EmulateMediaAsync(media);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name), FullPage = true });
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Screen });
    }
}
