using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arshjulet.Documents;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>The city's content can be changed and the app started again in the middle of a year, and what was sent and decided is kept.</summary>
public sealed class ContentChangesTests(AzuriteFixture azurite)
{
    private const string Controller = """{ "id": "skolnamnden-controller", "role": "controller", "email": "controller@smastad.example" }""";
    private const string Expert = """{ "id": "provare", "role": "sakkunnig i språk", "email": "provare@smastad.example" }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_somebody_no_longer_answers_then_their_link_has_ended_and_leads_in_no_circle()
    {
        using var city = new CityCopy();
        await using var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        var links = new[] { await site.LinkAsync("controller@smastad.example", "skolnamnden"), (await site.MailAsync("provare@smastad.example"))[0].Links[0] };
        var other = Controller.Replace("controller@", "ny@", StringComparison.Ordinal)
            .Replace("skolnamnden-controller", "skolnamnden-ny", StringComparison.Ordinal);
        city.Replace("bodies.json", Controller, other);
        city.Replace("years/2024/year.json", Expert, Expert.Replace("provare", "annan", StringComparison.Ordinal));

        await site.RestartAsync("2024-09-17 09:00");

        using var browser = site.Open();
        await Assert.AllAsync(links, async link => Assert.All([await browser.OpenAsync(link), await browser.PostAsync(link, ("person", "ja"))], page =>
        {
            Assert.Equal((HttpStatusCode.NotFound, "Länken gäller inte"), (page.Status, page.Heading));
            Assert.Contains("Kontakta oss om du fortfarande ska svara", page.Text, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public async Task When_the_last_meeting_is_moved_then_the_links_end_with_it()
    {
        using var city = new CityCopy();
        await using var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        var link = await site.LinkAsync("vd@smastad.example", "bostads-ab");
        using (var early = site.Open())
        {
            await site.MoveToAsync("2025-06-22 09:00");
            Assert.Contains("slutat gälla", (await early.OpenAsync(link)).Text, StringComparison.Ordinal);
        }

        city.Replace("years/2024/year.json", "2025-05-22", "2025-06-12");
        await site.RestartAsync("2025-06-22 10:00");

        using var late = site.Open();
        Assert.Equal("/svar/2024/bostads-ab", (await late.PostAsync(link, ("person", "ja"))).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_body_is_no_longer_the_citys_then_the_others_are_reminded_and_the_compile_says_what_to_mend()
    {
        using var city = new CityCopy();
        await using var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        city.Replace("bodies.json", "\"id\": \"bostads-ab\"", "\"id\": \"bolaget\"");
        await site.RestartAsync("2024-09-17 09:00");

        await site.MoveToAsync("2024-11-22 12:00");
        Assert.Equal(
            ["controller@smastad.example", "provare@smastad.example", "samordnare@smastad.example", "styrelsen@smastad.example"],
            (await site.MailAsync(about: "Påminnelse")).SelectMany(m => m.To).Order(StringComparer.Ordinal));

        using var secretary = await site.OfficeAsync();
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => site.CompileAsync(secretary));
        Assert.Contains("finns inte längre bland stadens nämnder och bolag: bostads-ab.", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_snapshot_lacks_a_part_then_it_is_refused_and_no_document_is_made_of_the_rest()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        await site.CompileAsync(secretary);
        var snapshot = site.Get<Blobs>().Reports.GetBlobClient("2024/v1/underlag.json");
        var whole = JsonNode.Parse((await snapshot.DownloadContentAsync(Cancellation)).Value.Content.ToString())!.AsObject();
        whole.Remove("report");
        await snapshot.UploadAsync(BinaryData.FromString(whole.ToJsonString()), overwrite: true, Cancellation);

        await Assert.ThrowsAsync<JsonException>(() => site.Get<Snapshots>().ReadAsync(new CompileId(2024, 1), Cancellation));
    }

    [Fact]
    public async Task When_texts_and_names_change_after_a_version_was_started_then_its_documents_are_made_from_what_stood_then()
    {
        using var city = new CityCopy();
        await using var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        using (var secretary = await site.OfficeAsync())
        {
            await site.CompileAsync(secretary);
        }

        var made = await FilesAsync();
        city.Replace("years/2024/report/01-sammanfattning.md", "Andelen", "Sedan ändrad andel");
        city.Replace("years/2024/report/report.json", "Sammanfattning", "Det viktigaste");
        city.Replace("bodies.json", "Byggnämnden", "Bygg- och miljönämnden");
        await site.RestartAsync("2024-09-17 09:00");

        Assert.Equal(made, await FilesAsync());

        // As the compile's activities make them.
        async Task<string[]> FilesAsync()
        {
            var input = await site.Get<ReportInputs>().ReadAsync(new CompileId(2024, 1));
            return
            [
                .. ReportDocuments.Of(input)
                    .Select(d => Convert.ToHexString(SHA256.HashData(ReportDocuments.Create(d, input).Content))),
            ];
        }
    }
}
