using System.Text.Json;
using Arshjulet.Functions.Tests.Hosting;
using DocumentFormat.OpenXml.Packaging;
using Xunit;

namespace Arshjulet.Functions.Tests.TheYear;

/// <summary>The secretary gets a report at any time, and the same answers give the same files byte for byte.</summary>
public sealed class CompilingTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_bodies_are_missing_then_it_compiles_and_says_who()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await company.SubmitAsync("bostads-ab", "webb");
        using var secretary = await site.OfficeAsync();

        var page = await site.CompileAsync(secretary);

        Assert.Contains("med allt från 1 av 5 tillfrågade", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "4 har inte lämnat in allt: Kommunstyrelsen Byggnämnden Skolnämnden Revisionen (behöver inte svara)",
            page.Text,
            StringComparison.Ordinal);
        using var figures = JsonDocument.Parse(await secretary.DownloadAsync("/kansli/2024/sammanstallningar/v1/sammanstallning.json"));
        var missing = figures.RootElement.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "svar.saknas");
        Assert.Equal("Kommunstyrelsen, Byggnämnden och Skolnämnden", missing.GetProperty("text").GetString());
    }

    [Fact]
    public async Task When_nothing_new_has_come_in_then_the_next_version_is_the_same_byte_for_byte_and_something_new_makes_another()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await site.CompileAsync(secretary);
        await site.MoveToAsync("2024-10-10 10:00");
        await site.CompileAsync(secretary);
        await company.SubmitAsync("bostads-ab", "webb");

        var page = await site.CompileAsync(secretary);

        var files = page.Document.QuerySelectorAll("section li a").Select(a => a.GetAttribute("href")!.Split('/')).ToLookup(p => p[4], p => p[5]);
        Assert.Equal(8, files["v1"].Count());
        await Assert.AllAsync(files["v1"], async file => Assert.Equal(await FileAsync(1, file), await FileAsync(2, file)));
        var prints = page.Document.QuerySelectorAll("section .field-hint").Select(p => p.TextContent).ToArray();
        Assert.Equal(prints[1], prints[2]);
        Assert.NotEqual(prints[0], prints[1]);
        Assert.NotEqual(await FileAsync(2, "sammanstallning.json"), await FileAsync(3, "sammanstallning.json"));

        Task<byte[]> FileAsync(int version, string name) => secretary.DownloadAsync($"/kansli/2024/sammanstallningar/v{version}/{name}");
    }

    [Fact]
    public async Task When_KS_chose_one_review_of_several_then_the_report_says_nothing_of_the_others()
    {
        await using var site = await RunningSite.StartAsync(azurite, "content/malmo");
        using var secretary = await site.OfficeAsync();
        await secretary.PostAsync("/kansli/2024/beslut", ("datum", "2024-09-04"), ("paragraf", "212"), ("granskning", "access"));
        await site.MoveToAsync("2024-09-16 09:00");

        var page = await site.CompileAsync(secretary);

        var files = page.Document.QuerySelectorAll("section li a").Select(a => a.GetAttribute("href")!).ToArray();
        var report = await secretary.DownloadAsync(files.First(f => f.Contains("krivelse", StringComparison.Ordinal)));
        using var word = WordprocessingDocument.Open(new MemoryStream(report), isEditable: false);
        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.Contains("har granskningarna gällt risk för felaktig tillgång till information och lokaler.", text, StringComparison.Ordinal);
        Assert.Contains("Bilaga 5 ", text, StringComparison.Ordinal);
        Assert.All(["AI", "igital", "Bilaga 4", "2027"], other => Assert.DoesNotContain(other, text, StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => f.Contains("Bilaga 4", StringComparison.Ordinal) || f.Contains("Bilaga%204", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_button_is_pressed_twice_then_it_is_one_version()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => secretary.PostAsync("/kansli/2024/sammanstallningar", ("version", "1"))));
        await site.RestAsync();

        Assert.Single((await secretary.OpenAsync("/kansli/2024/sammanstallningar")).Document.QuerySelectorAll("main section"));
    }
}
