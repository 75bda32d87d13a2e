using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>From one page to the next, whether or not the address changes.</summary>
internal static class Leaving
{
    private const string Mark = "() => { document.documentElement.dataset.left = 'ja'; }";

    /// <summary>Does what leads to another page, and completes when that has loaded; returns what it came with: the last answer that is no redirect.</summary>
    public static async Task<IResponse> LeaveAsync(this IPage page, Func<Task> act)
    {
        await page.EvaluateAsync(Mark);
        var answer = await page.RunAndWaitForResponseAsync(act, r => r.Request.IsNavigationRequest && r.Status is < 300 or >= 400);
        // The page itself is asked: the event that says so can be missed, and is then waited for in vain.
        await Assertions.Expect(page.Locator("html:not([data-left])")).ToHaveJSPropertyAsync("ownerDocument.readyState", "complete");
        return answer;
    }
}
