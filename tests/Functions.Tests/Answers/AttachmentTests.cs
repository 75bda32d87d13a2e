using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Arshjulet.Documents;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>A file is kept with its answer as it was uploaded, seen by those who may see the answer, and refused if it could do harm.</summary>
public sealed class AttachmentTests(AzuriteFixture azurite, DistributedYear year) : IClassFixture<DistributedYear>
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";
    private const string Office = "/kansli/2024/svar/byggnamnden/sjalvskattning";

    [Fact]
    public async Task When_files_are_added_then_they_are_listed_fetched_frozen_with_the_answer_and_read_by_the_office()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        var word = MarkdownDocument.Create("Vårt resultat.docx", "Resultat", "Text.").Content;

        var page = await SendAsync(respondent, ("Vårt resultat.docx", word), ("bild.PNG", Png(1)), ("../../etc/kopia.pdf", Pdf(1)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(["Vårt resultat.docx", "bild.PNG", "kopia.pdf"], Names(page));
        Assert.Equal(["Vårt resultat.docx", "bild.PNG", "kopia.pdf"], Names(await respondent.OpenAsync($"{Form}/kontrollera")));
        using var reader = await site.OfficeAsync("Reader");
        var hash = Links(page)[0].Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"{Office}/versioner/1/bilagor/{hash}")).Status);

        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        Assert.Equal(word, await respondent.DownloadAsync($"{Form}/bilagor/{hash}"));
        var submission = await reader.OpenAsync(Office);
        Assert.Equal(3, submission.Document.QuerySelectorAll("main a[href*='/bilagor/']").Length);
        Assert.Equal(word, await reader.DownloadAsync($"{Office}/versioner/1/bilagor/{hash}"));
        using var secretary = await site.OfficeAsync();
        Assert.Contains(
            "Läste bilaga",
            (await secretary.OpenAsync("/kansli/2024/logg/byggnamnden")).Document.DocumentElement.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_answer_is_handed_in_again_with_other_files_then_the_body_and_the_office_still_find_those_of_before_while_it_is_open_too()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await SendAsync(respondent, ("Första.pdf", Pdf(1)));
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        await respondent.PostAsync($"{Form}/oppna");
        using var reader = await site.OfficeAsync("Reader");

        var body = await reader.OpenAsync("/kansli/2024/svar/byggnamnden");
        var open = await reader.OpenAsync(body.Document.QuerySelector("main a[href$='/sjalvskattning/versioner']")!.GetAttribute("href")!);
        Assert.Equal("/kansli/2024/svar/byggnamnden", open.Document.QuerySelector("main a")!.GetAttribute("href"));
        Assert.Equal(Pdf(1), await reader.DownloadAsync(Assert.Single(Links(open))));

        await respondent.FillAsync(await respondent.OpenAsync($"{Form}/bilagor"), "form[action*='/ta-bort']");
        await SendAsync(respondent, ("Andra.pdf", Pdf(2)));
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        await Assert.AllAsync(new[] { (respondent, Form), (reader, Office) }, async open =>
        {
            var (browser, address) = open;
            var page = await browser.OpenAsync($"{address}/versioner");
            Assert.Equal(["Andra.pdf", "Första.pdf"], Names(page));
            Assert.Equal([Pdf(2), Pdf(1)], await Task.WhenAll(Links(page).Select(browser.DownloadAsync)));
        });

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await respondent.OpenAsync(Links(open)[0].Replace($"{Office}/versioner/1", $"{Form}/versioner/2", StringComparison.Ordinal))).Status);
        using var stranger = await site.RespondentAsync("skolnamnden", "controller@smastad.example");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.OpenAsync(Links(open)[0].Replace(Office, Form, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task When_a_file_is_fetched_then_it_is_saved_and_not_shown()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var link = await site.LinkAsync("samordnare@smastad.example", "byggnamnden");
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Host.Address };
        using var tick = new FormUrlEncodedContent([KeyValuePair.Create("person", "ja")]);
        using var started = await http.PostAsync(link, tick, TestContext.Current.CancellationToken);
        using var body = Multipart(("å\u202Efdp.exe.pdf", Pdf(1)));
        using var added = await http.PostAsync($"{Form}/bilagor", body, TestContext.Current.CancellationToken);
        var address = Browser.Parse(await added.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .QuerySelector("main a[href*='/bilagor/']")!.GetAttribute("href");

        using var got = await http.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("åfdp.exe.pdf", got.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("application/pdf", got.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task When_a_file_is_taken_away_then_it_is_not_handed_in()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        var page = await SendAsync(respondent, ("ett.pdf", Pdf(1)), ("tva.pdf", Pdf(2)));

        page = await respondent.PostAsync($"{Links(page)[0]}/ta-bort");

        Assert.Equal(["tva.pdf"], Names(page));
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        Assert.Equal($"{Form}/kvitto", (await SendAsync(respondent, ("sen.pdf", Pdf(3)))).Address.AbsolutePath);
        Assert.Equal($"{Form}/kvitto", (await respondent.PostAsync($"{Links(page)[0]}/ta-bort")).Address.AbsolutePath);
        Assert.Equal(
            ["tva.pdf"],
            (await respondent.OpenAsync($"{Form}/kvitto")).Document.QuerySelectorAll("main a[href*='/bilagor/']").Select(a => a.TextContent));
    }

    [Fact]
    public async Task When_the_last_file_is_taken_away_then_another_can_be_added()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        var page = await SendAsync(respondent, ("ett.pdf", Pdf(1)));
        page = await respondent.PostAsync($"{Links(page)[0]}/ta-bort");
        Assert.Empty(Names(page));

        page = await SendAsync(respondent, ("tva.pdf", Pdf(2)));

        Assert.Equal(["tva.pdf"], Names(page));
    }

    private static readonly Dictionary<string, Func<byte[]>> RefusedFiles = new()
    {
        ["skript.svg"] = () => Encoding.UTF8.GetBytes("<svg onload=alert(1)>"),
        ["sida.html"] = () => Encoding.UTF8.GetBytes("<script>alert(1)</script>"),
        ["utklädd.pdf"] = () => Encoding.UTF8.GetBytes("MZ program"),
        ["utklädd.png"] = () => Pdf(1),
        ["zip.docx"] = () => Zip(("annat.txt", "x")),
        ["fel-slag.docx"] = () => Zip(("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
        ["makro.docx"] = () => Zip(
            ("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), ("word/vbaProject.bin", "x")),
        ["makro.docm"] = () => Zip(("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")),
        ["bomb.docx"] = () => Zip(("[Content_Types].xml", new string(' ', 60_000_000))),
        ["trasig.xlsx"] = () => [0x50, 0x4B, 0x03, 0x04, 1, 2, 3],
        ["stor.pdf"] = () => [.. "%PDF-"u8, .. new byte[10_000_001]],
        ["utan-andelse"] = () => Pdf(9),
    };

    public static TheoryData<string> Refused() => [.. RefusedFiles.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task When_a_file_is_not_what_may_be_attached_then_it_is_refused_by_name_and_the_rest_is_kept(string name)
    {
        using var respondent = await year.Site.BuildingAsync();

        var page = await SendAsync(respondent, (name, RefusedFiles[name]()), ("bra.pdf", Pdf(1)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("fil", page.Faults.Single().Field);
        Assert.Contains(name, page.Faults.Single().Message, StringComparison.Ordinal);
        Assert.NotNull(page.FaultAt("fil"));
        Assert.Equal(["bra.pdf"], Names(page));
    }

    [Fact]
    public async Task When_two_hundred_files_are_sent_then_thirty_are_kept_and_the_page_says_so()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        var page = await SendAsync(respondent, [.. Enumerable.Range(0, 200).Select(i => ("samma namn.pdf", Pdf(i)))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(30, Names(page).Distinct().Count());
        Assert.Contains("högst 30 filer", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_two_add_files_at_once_then_none_is_lost()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SendAsync(respondent, ($"fil-{i}.pdf", Pdf(i)))));

        Assert.Equal(8, Names(await respondent.OpenAsync($"{Form}/bilagor")).Count);
    }

    [Fact]
    public async Task When_somebody_reaches_for_what_is_not_theirs_then_nothing_is_given_and_nothing_changed()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        var hash = Links(await SendAsync(respondent, ("vår.pdf", Pdf(1))))[0].Split('/')[^1];
        using var school = await site.RespondentAsync("skolnamnden", "samordnare@smastad.example");

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.OpenAsync($"{Form}/bilagor/{hash}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.PostAsync($"{Form}/bilagor/{hash}/ta-bort")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await school.OpenAsync($"/svar/2024/skolnamnden/sjalvskattning/bilagor/{hash}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync($"{Form}/bilagor/{new string('a', 64)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync($"{Form}/bilagor/..%2f..%2fsubmissions")).Status);
        using var reader = await site.OfficeAsync("Reader");
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"{Office}/versioner/1/bilagor/{hash}")).Status);

        // The list of files can't be written as if it were an answer.
        var forged = await respondent.PostAsync(Form, ("q.~bilagor", "[]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.Status);
        Assert.Single(Names(await respondent.OpenAsync($"{Form}/bilagor")));
    }

    [Theory]
    [InlineData("multipart/form-data", "inget här")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"a.pdf\"\r\n\r\n%PDF-")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "fil")]
    public async Task When_what_is_sent_is_no_whole_form_then_it_is_the_senders_error(string contentType, string content)
    {
        var site = year.Site;
        using var respondent = await site.BuildingAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Form}/bilagor") { Content = body };

        Assert.Equal(HttpStatusCode.BadRequest, (await respondent.SendAsync(request)).Status);
    }

    [Fact]
    public async Task When_nothing_is_chosen_then_the_page_says_so()
    {
        var site = year.Site;
        using var respondent = await site.BuildingAsync();

        Assert.Contains("Välj minst en fil", (await SendAsync(respondent, ("tom.pdf", []))).Faults.Single().Message, StringComparison.Ordinal);
    }

    private static async Task<Page> SendAsync(Browser browser, params (string Name, byte[] Content)[] files)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Form}/bilagor") { Content = Multipart(files) };
        return await browser.SendAsync(request);
    }

    private static MultipartFormDataContent Multipart(params (string Name, byte[] Content)[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "fil", FileNameStar = name };
            body.Add(part);
        }

        return body;
    }

    private static IReadOnlyList<string> Names(Page page) => [.. page.Document.QuerySelectorAll("main a[href*='/bilagor/']").Select(a => a.TextContent)];

    private static string[] Links(Page page) => [.. page.Document.QuerySelectorAll("main a[href*='/bilagor/']").Select(a => a.GetAttribute("href")!)];

    private static byte[] Pdf(int number) => Encoding.ASCII.GetBytes($"%PDF-1.7 {number}");

    private static byte[] Png(byte number) => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, number];

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }
}
