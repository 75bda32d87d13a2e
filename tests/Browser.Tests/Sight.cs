using System.Text.Json;
using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>What was seen of a page in one state.</summary>
/// <param name="Status">The HTTP status it came with.</param>
/// <param name="Title">The document's title.</param>
/// <param name="Violations">
/// What axe found, each as rule, sentence and the elements: in a wide window, and in one of 320 pixels (as at 400 percent) with forced colours.
/// </param>
/// <param name="Overflow">How many pixels wider than a window of 320 the page is.</param>
/// <param name="Unmarked">What takes focus and does not show it under forced colours.</param>
/// <param name="Cut">What cannot be read on paper.</param>
/// <param name="Headings">The texts of its level-one headings.</param>
/// <param name="Complaints">What the browser refused or missed: styles, scripts, pictures.</param>
public sealed record Sight(
    int Status,
    string Title,
    IReadOnlyList<string> Violations,
    int Overflow,
    IReadOnlyList<string> Unmarked,
    IReadOnlyList<string> Cut,
    IReadOnlyList<string> Headings,
    IReadOnlyList<string> Complaints);

/// <summary>Looks at a page as it is: axe, the narrowest window, forced colours and paper.</summary>
internal static class Looking
{
    /// <summary>What a page is told when somebody comes back to it: it asks at once what others have done.</summary>
    public const string LookAgain = "() => { document.dispatchEvent(new Event('visibilitychange')); }";

    private const string RunAxe = """
        async () => {
          const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const result = await axe.run(document, { runOnly, resultTypes: ['violations'] });
          return JSON.stringify(result.violations.map(v => `${v.id}: ${v.help} – ${v.nodes.map(n => `${n.html} ${n.failureSummary}`).join(' | ')}`));
        }
        """;

    private const string Overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>
    /// Goes from stop to stop and reports what has no outline. Rings that are drawn as shadows or backgrounds are not there under forced colours.
    /// The page is told of none of it: a field that is left may be saved.
    /// </summary>
    private const string FocusAll = """
        () => {
          const quiet = e => e.stopImmediatePropagation();
          const told = ['focusin', 'focusout', 'focus', 'blur'];
          told.forEach(name => addEventListener(name, quiet, true));
          const before = document.activeElement;
          const focusable = 'a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex="0"]';
          const stops = [...document.querySelectorAll(focusable)].filter(e => e.checkVisibility() && !e.disabled);
          const unmarked = stops.filter(e => {
            e.focus({ preventScroll: true });
            return ![e, e.closest('.choice-option')].some(x => {
              const style = x && getComputedStyle(x);
              return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            });
          }).map(e => e.outerHTML.slice(0, 200));
          before.focus?.({ preventScroll: true });
          document.activeElement !== before && document.activeElement.blur();
          told.forEach(name => removeEventListener(name, quiet, true));
          return JSON.stringify(unmarked);
        }
        """;

    /// <summary>On paper nothing is pressed, opened or scrolled.</summary>
    private const string Paper = """
        () => {
          const shown = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility({ visibilityProperty: true }));
          const needless = e => e.matches('button, details:not([open])');
          const cut = e => getComputedStyle(e).overflowX !== 'visible' && !e.matches('.ds-sr-only, input, select, progress')
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
          const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
          return JSON.stringify([
            ...shown.filter(e => needless(e) || cut(e)).map(e => e.outerHTML.slice(0, 200)),
            ...(wide ? [`The page is ${document.documentElement.scrollWidth} pixels wide.`] : []),
          ]);
        }
        """;

    /// <summary>An upright A4 within its margins, at 96 dots an inch.</summary>
    private const int PaperWidth = 718;

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Repository.PathTo("node_modules", "axe-core", "axe.min.js")));

    /// <summary>Folder for pictures of each page: both widths, forced colours, print. None are taken without it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("ARSHJULET_PICTURES");

    public static async Task<Sight> LookAsync(IPage page, string state, int status, IReadOnlyList<string> complaints)
    {
        // Evaluated by the browser's debugger, which the page's own policy does not bind: the policy stays as strict as it is.
        await page.EvaluateAsync(Axe.Value);
        var wide = await ListAsync(page, RunAxe);
        await PictureAsync(page, $"{state}.png");
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, 640);
        var overflow = await page.EvaluateAsync<int>(Overflow);
        await PictureAsync(page, $"{state} 320.png");
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var narrow = await ListAsync(page, RunAxe);
        // Browsers show focus to whoever uses the keys.
        await page.Keyboard.PressAsync("Tab");
        var unmarked = await ListAsync(page, FocusAll);
        await PictureAsync(page, $"{state} forced.png");
        await page.SetViewportSizeAsync(PaperWidth, 1000);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        var cut = await ListAsync(page, Paper);
        await PictureAsync(page, $"{state} print.png");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return new Sight(
            status,
            await page.TitleAsync(),
            [.. wide, .. narrow.Select(v => $"320 pixels, forced colours: {v}")],
            overflow,
            unmarked,
            cut,
            await page.Locator("h1").AllTextContentsAsync(),
            complaints);
    }

    private static async Task<string[]> ListAsync(IPage page, string script) => JsonSerializer.Deserialize<string[]>(await page.EvaluateAsync<string>(script))!;

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name), FullPage = true });
        }
    }
}
