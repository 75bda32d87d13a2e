using Microsoft.Playwright;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>Somebody who has a keyboard and nothing else, and who must see where the focus is.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 200;

    /// <summary>What is wrong with where the focus is: not marked, out of the window or covered. Empty when nothing is.</summary>
    private const string FaultOfFocus = """
        () => {
          const e = document.activeElement;
          if (e === document.body) return '';
          const marked = [e, e.closest('.choice-option')].some(x => {
            const style = x && getComputedStyle(x);
            return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          });
          const box = e.getClientRects()[0];
          if (!box || box.width < 1) return `${e.outerHTML}: not shown`;
          const inside = box.bottom > 0 && box.top < innerHeight;
          const top = document.elementFromPoint(box.x + box.width / 2, Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
          const uncovered = top && (e.contains(top) || top.contains(e));
          return marked && inside && uncovered ? '' : `${e.outerHTML}: ${marked ? '' : 'not marked '}${inside ? '' : 'outside '}${uncovered ? '' : 'covered'}`;
        }
        """;

    /// <summary>Tab by tab to an element.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.Equal("", await page.EvaluateAsync<string>(FaultOfFocus));
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{page.Url}: {MostStops} tabs do not lead to {selector}.");
    }

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Enter on what has the focus; completes on the page that it leads to.</summary>
    public Task EnterAsync() => page.LeaveAsync(() => page.Keyboard.PressAsync("Enter"));
}
