using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>A text pasted from Word keeps its headings and lists, and the page says what did not come with it.</summary>
public sealed class PastingTests(CollectingSite collecting) : IClassFixture<CollectingSite>
{
    /// <summary>As Word puts it on the clipboard: styles for headings, paragraphs that say which list they are of, and much else.</summary>
    private const string FromWord = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head><body>
        <h1>Resultat<o:p></o:p></h1>
        <p class="MsoNormal">Vi har <b>gått igenom</b> rutinerna. <script>alert(1)</script></p>
        <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>Passerkort</p>
        <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>Åtkomst till <i>system</i></p>
        </body></html>
        """;

    private const string Paste = """
        (field, html) => {
          const data = new DataTransfer();
          data.setData('text/html', html);
          field.focus();
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """;

    /// <summary>As Word on the web puts it there: paragraphs that say that they are headings, and a list of its own for each item.</summary>
    private const string FromWordOnTheWeb = """
        <div class="OutlineElement"><p class="Paragraph" role="heading" aria-level="2"><span class="TextRun">Brister</span></p></div>
        <div class="ListContainerWrapper"><ul role="list"><li role="listitem"
            data-aria-level="1"><p class="Paragraph"><span>Passerkort</span></p></li></ul></div>
        <div class="ListContainerWrapper"><ul role="list"><li role="listitem"
            data-aria-level="2"><p class="Paragraph"><span>Besökare</span></p></li></ul></div>
        """;

    private const string TableAndPicture = "<h2>Utfall</h2><table><tr><td>Ja</td><td>12</td></tr></table><p><img src='file:///utfall.png' alt=''></p>";

    [Theory]
    [InlineData(FromWordOnTheWeb, "## Brister\n\n- Passerkort\n    - Besökare", "Texten är inklistrad. Rubriker och listor är med.")]
    [InlineData(
        TableAndPicture,
        "## Utfall\n\nJa\n\n12",
        "Texten är inklistrad. Rubriker är med. Tabeller följer inte med, bara texten i dem. Bilder följer inte med.")]
    [InlineData("<p>Bara <b>text</b>.</p>", "Bara **text**.", "Texten är inklistrad.")]
    public async Task The_page_says_what_came_along_and_what_did_not(string pasted, string text, string said)
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        await page.GotoAsync(await collecting.Site.LinkOfAsync("kulturnamnden"));
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        await page.GotoAsync($"/svar/{Site.Year}/kulturnamnden/{collecting.Review.Form}");
        var field = page.Locator("[data-own-text] textarea");
        await field.FillAsync("");

        await field.EvaluateAsync(Paste, pasted);

        await Expect(field).ToHaveValueAsync(text);
        await Expect(page.Locator("[data-own-text-status]")).ToHaveTextAsync(said);
    }

    [Fact]
    public async Task What_is_pasted_from_Word_keeps_its_headings_and_lists_and_is_saved()
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        await page.GotoAsync(await collecting.Site.LinkOfAsync("servicenamnden"));
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        await page.GotoAsync($"/svar/{Site.Year}/servicenamnden/{collecting.Review.Form}");
        var field = page.Locator("[data-own-text] textarea");

        await field.EvaluateAsync(Paste, FromWord);

        await Expect(field).ToHaveValueAsync("# Resultat\n\nVi har **gått igenom** rutinerna.\n\n- Passerkort\n- Åtkomst till *system*");
        await Expect(page.Locator("[data-own-text-status]")).ToHaveTextAsync("Texten är inklistrad. Rubriker och listor är med.");
        await Expect(page.Locator("[data-question]").Filter(new() { Has = field }).Locator("[data-note]")).ToHaveTextAsync("Sparat 09.00");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(field).ToHaveValueAsync("");
    }
}
