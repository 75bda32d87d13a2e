using System.IO.Compression;
using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Submit;

/// <summary>The receipt, its mail and its copy say exactly what was handed in, by whom and when.</summary>
public sealed class ReceiptTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/sjalvskattning";

    [Fact]
    public async Task When_a_form_is_handed_in_then_the_mail_and_the_page_carry_the_same_copy_in_Word()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();

        var receipt = await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        var file = Assert.Single(Assert.Single(await site.MailAsync("samordnare@smastad.example", "Kvitto")).Attachments);
        Assert.EndsWith("version 1.docx", file.Name, StringComparison.Ordinal);
        var address = receipt.Document.QuerySelectorAll("main a")
            .Select(a => a.GetAttribute("href")!).Single(a => a.EndsWith("/versioner/1/kopia", StringComparison.Ordinal));
        var copy = await respondent.DownloadAsync(address);
        Assert.Equal(file.Size, copy.Length);
        var text = TextOf(copy);
        Assert.Contains("Vi är på god väg.", text, StringComparison.Ordinal);
        Assert.Contains(receipt.Document.QuerySelector("code")!.TextContent, text, StringComparison.Ordinal);
        Assert.Contains("§ 45", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_answer_is_opened_again_then_every_page_says_that_it_does_not_count_until_it_is_handed_in()
    {
        const string Says = "räknas inte som inlämnat förrän";
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        Assert.DoesNotContain(Says, (await company.OpenAsync("/svar/2024/bostads-ab/webb")).Text, StringComparison.Ordinal);
        var receipt = await company.SubmitAsync("bostads-ab", "webb");
        Assert.Contains(Says, receipt.Text, StringComparison.Ordinal);

        var form = await company.FillAsync(receipt, "form[action*='/oppna']");

        Assert.Contains(Says, form.Text, StringComparison.Ordinal);
        Assert.Contains(Says, (await company.OpenAsync("/svar/2024/bostads-ab")).Text, StringComparison.Ordinal);
        Assert.Contains(Says, (await company.OpenAsync("/svar/2024/bostads-ab/webb/kontrollera")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_form_is_handed_in_twice_then_both_versions_are_kept_and_the_page_says_what_changed()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");
        await respondent.PostAsync($"{Form}/oppna");
        await respondent.PostAsync(Form, ("q.slutsats", "Nu vet vi bättre. <script>alert(1)</script>"));

        // Opened again, the first is still there.
        Assert.Contains("Version 1", (await respondent.OpenAsync($"{Form}/versioner")).Text, StringComparison.Ordinal);
        var receipt = await respondent.FillAsync(
            await respondent.OpenAsync($"{Form}/kontrollera"),
            "form[action*='/kontrollera']",
            [.. Cast.Decision.Where(d => d.Item1 != "paragraf"), ("paragraf", "46")]);
        Assert.Equal(2, receipt.Document.QuerySelectorAll("main a[href$='/kopia']").Length);

        var page = await respondent.OpenAsync($"{Form}/versioner?fran=2&till=1");
        Assert.Contains("Ändrat från version 1 till version 2", page.Text, StringComparison.Ordinal);
        var told = page.Document.QuerySelectorAll("main dl div")
            .Select(d => (d.QuerySelector("dt")!.TextContent, d.QuerySelector("dd")!.TextContent))
            .ToArray();
        Assert.Contains(("I version 1", "Vi är på god väg."), told);
        Assert.Contains(("I version 2", "Nu vet vi bättre. <script>alert(1)</script>"), told);
        Assert.Contains("§ 46", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ansvaret är fördelat", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nu vet vi", TextOf(await respondent.DownloadAsync($"{Form}/versioner/1/kopia")), StringComparison.Ordinal);
        Assert.Contains("Nu vet vi", TextOf(await respondent.DownloadAsync($"{Form}/versioner/2/kopia")), StringComparison.Ordinal);

        using var reader = await site.OfficeAsync("Reader");
        Assert.Contains("Nu vet vi", (await reader.OpenAsync("/kansli/2024/svar/byggnamnden/sjalvskattning/versioner")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_version_is_asked_for_that_is_not_ones_own_or_does_not_exist_then_nothing_is_shown()
    {
        (string Path, int Status)[] asked =
        [
            ("/svar/2024/byggnamnden/sjalvskattning/versioner/2/kopia", 404),
            ("/svar/2024/byggnamnden/sjalvskattning/versioner/0/kopia", 404),
            ("/svar/2024/byggnamnden/sjalvskattning/versioner/99999999999/kopia", 404),
            ("/svar/2024/byggnamnden/okant/versioner", 404),
            ("/svar/2024/skolnamnden/sjalvskattning/versioner/1/kopia", 401),
            ("/svar/2024/skolnamnden/sjalvskattning/versioner", 401),
            ("/svar/2024/byggnamnden/sjalvskattning/versioner?fran=x&till=-1", 200),
            ("/svar/2024/byggnamnden/sjalvskattning/versioner?fran=7&till=8", 200),
        ];
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var school = await site.RespondentAsync("skolnamnden", "samordnare@smastad.example");
        await school.SubmitAsync("skolnamnden", "sjalvskattning");
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "sjalvskattning");

        var statuses = await Task.WhenAll(asked.Select(async a => (a.Path, (int)(await respondent.OpenAsync(a.Path)).Status)));

        Assert.Equal(asked, statuses);
    }

    [Fact]
    public async Task When_nothing_is_handed_in_then_the_office_sees_no_version()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, Cast.SelfAssessment);
        using var secretary = await site.OfficeAsync();

        var page = await secretary.OpenAsync("/kansli/2024/svar/byggnamnden/sjalvskattning/versioner");

        Assert.Contains("Ingenting är inlämnat än", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vi är på god väg", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.OpenAsync("/kansli/2024/svar/byggnamnden/sjalvskattning/versioner/1/kopia")).Status);
    }

    private static string TextOf(byte[] word)
    {
        using var zip = new ZipArchive(new MemoryStream(word));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return reader.ReadToEnd();
    }
}
