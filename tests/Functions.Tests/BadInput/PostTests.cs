using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Arshjulet.Documents;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.BadInput;

/// <summary>A post that comes from elsewhere, cannot be read or says something wrong changes nothing, and the page says what was wrong.</summary>
public sealed class PostTests(DistributedYear year) : IClassFixture<DistributedYear>
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";

    public static MatrixTheoryData<string, string> FromAnotherSite => new(
        ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://elak.example", "Origin: null"],
        [Form, $"{Form}/kontrollera", "/kansli/2024/beslut", "/kansli/2024/sammanstallningar"]);

    [Theory]
    [MemberData(nameof(FromAnotherSite))]
    public async Task When_another_site_posts_then_it_is_refused_whatever_cookies_came_with_it(string header, string path)
    {
        using var browser = await BrowserForAsync(path);
        using var respondent = await year.Site.BuildingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("q.slutsats", "från en annan webbplats"), new("version", "1")]),
        };
        request.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);

        var page = await browser.SendAsync(request);

        Assert.Equal((HttpStatusCode.Forbidden, "Formuläret kom från en annan webbplats"), (page.Status, page.Heading));
        Assert.NotEqual("från en annan webbplats", (await respondent.OpenAsync(Form)).ValueOf("q.slutsats"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", null)]
    public async Task When_the_sites_own_page_posts_then_it_is_taken(string header, string? value)
    {
        using var respondent = await year.Site.BuildingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Form) { Content = new FormUrlEncodedContent([new("q.onskemal", $"från {header}")]) };
        request.Headers.Add(header, value ?? year.Site.Host.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.OK, (await respondent.SendAsync(request)).Status);
        Assert.Equal($"från {header}", (await respondent.OpenAsync(Form)).ValueOf("q.onskemal"));
    }

    private static readonly (string Type, string Body)[] NoForms =
    [
        ("text/plain", "q.ansvar=bra"),
        ("application/json", "{\"q.ansvar\":\"bra\"}"),
        ("multipart/form-data; boundary=y", "--y"),
        ("multipart/form-data", "--x\r\n"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"q.ansvar\"\r\n\r\nbra"),
    ];

    public static TheoryData<string, string, string> Unreadable =>
    [
        .. from path in new[] { Form, $"{Form}/kontrollera", "/kansli/2024/beslut", "/kansli/2024/anvisningar/webb" }
           from sent in NoForms
           select (path, sent.Type, sent.Body),
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task When_what_is_posted_is_no_form_then_the_page_says_so(string path, string type, string body)
    {
        using var browser = await BrowserForAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        var page = await browser.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, "Formuläret gick inte att läsa"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task When_far_too_much_is_posted_then_the_page_says_so()
    {
        using var respondent = await year.Site.BuildingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Form) { Content = new ByteArrayContent(new byte[31_000_000]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.ExpectContinue = true;

        var page = await respondent.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Det du skickade är för stort"), (page.Status, page.Heading));
    }

    public static TheoryData<string, byte[], string> WrongFiles => new()
    {
        { "anvisning.txt", "Läs och svara"u8.ToArray(), "Filen är varken en Word-fil (.docx) eller en PDF" },
        { "anvisning.exe", "MZ"u8.ToArray(), "Filen är varken en Word-fil (.docx) eller en PDF" },
        { "anvisning.docx", "MZ egentligen ett program"u8.ToArray(), "Filen är varken en Word-fil (.docx) eller en PDF" },
        { "anvisning.pdf.exe", "%PDF-1.7"u8.ToArray(), "Filen är varken en Word-fil (.docx) eller en PDF" },
        { "anvisning.pdf", new byte[700_001], "Filen är större än 700 kB, som är det mesta ett mejl rymmer" },
        { "anvisning.pdf", [], "Välj en fil att ladda upp" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public async Task When_an_instruction_is_of_the_wrong_kind_then_the_page_says_so_beside_the_field(string name, byte[] content, string message)
    {
        using var secretary = await year.Site.OfficeAsync();

        var page = await secretary.UploadAsync("/kansli/2024/anvisningar/webb", name, content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(("fil-webb", message), page.Faults.Single());
        Assert.Equal(message, page.Document.GetElementById("fil-webb-fel")!.TextContent);
        Assert.Contains("Uppladdad: Anvisning webb.docx", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_two_upload_an_instruction_at_once_then_the_second_is_told_and_can_do_it_again()
    {
        using var one = await year.Site.OfficeAsync();
        using var two = await year.Site.OfficeAsync();
        const string Path = "/kansli/2024/anvisningar/webb";
        var (first, second) = (await one.OpenAsync("/kansli/2024/beslut"), await two.OpenAsync("/kansli/2024/beslut"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(one, first, "Ettan.pdf", "%PDF-1.7 ett")).Status);
        var late = await SendAsync(two, second, "Tvåan.pdf", "%PDF-1.7 två");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.StartsWith("Någon annan har laddat upp en anvisning", Assert.Single(late.Faults).Message, StringComparison.Ordinal);
        Assert.Contains("Uppladdad: Ettan.pdf", late.Text, StringComparison.Ordinal);
        Assert.Contains("Uppladdad: Tvåan.pdf", (await SendAsync(two, late, "Tvåan.pdf", "%PDF-1.7 två")).Text, StringComparison.Ordinal);
        var file = MarkdownDocument.Create("Anvisning webb.docx", "Anvisning webb", "Läs och svara.");
        await one.UploadAsync(Path, file.Name, file.Content, file.ContentType);

        static async Task<Page> SendAsync(Browser secretary, Page page, string name, string content)
        {
            var seen = page.Document.QuerySelector($"form[action='{Path}'] input[name=sedd]")!.GetAttribute("value") ?? "";
            using var body = new MultipartFormDataContent
            {
                { new StringContent(seen), "sedd" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "fil", name },
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = body };
            return await secretary.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("", "212", "webb", "datum", "Ange datum för beslutet, till exempel 2024-09-04")]
    [InlineData("2024-13-45", "212", "webb", "datum", "Ange datum för beslutet, till exempel 2024-09-04")]
    [InlineData("2024-09-17", "212", "webb", "datum", "Datumet för beslutet kan inte ligga i framtiden")]
    [InlineData("0024-09-04", "212", "webb", "datum", "Datumet ligger före 1 januari 2023. Kontrollera årtalet")]
    [InlineData("2022-12-31", "212", "webb", "datum", "Datumet ligger före 1 januari 2023. Kontrollera årtalet")]
    [InlineData("2024-09-04", "", "webb", "paragraf", "Ange paragrafen, högst 20 tecken")]
    [InlineData("2024-09-04", "212", "finns-inte", "granskning", "Välj minst en granskning")]
    public async Task When_KS_decision_is_wrong_then_the_field_says_why_and_what_was_typed_stays(
        string date,
        string paragraph,
        string review,
        string field,
        string message)
    {
        using var secretary = await year.Site.OfficeAsync();

        var page = await secretary.PostAsync("/kansli/2024/beslut", ("datum", date), ("paragraf", paragraph), ("granskning", review));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((field, message), page.Faults.Single());
    }

    /// <summary>The secretary's browser for the office's pages, a respondent's for a form's.</summary>
    private Task<Browser> BrowserForAsync(string path) =>
        path.StartsWith("/kansli", StringComparison.Ordinal) ? year.Site.OfficeAsync() : year.Site.BuildingAsync();
}
