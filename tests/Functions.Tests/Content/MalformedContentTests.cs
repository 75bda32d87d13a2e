using System.Diagnostics;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Texts;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Arshjulet.Functions.Tests.Content;

/// <summary>A fault in a city's content stops the start with a sentence that names file, place and fault.</summary>
public sealed class MalformedContentTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("city.json", "\"phone\":", "\"phone\"", "this is not JSON")]
    [InlineData("scales.json", "\"label\": \"Bra\", ", "", "label is missing")]
    [InlineData("city.json", "\"accessibility\":", "\"webplats\": \"x\", \"accessibility\":", "webplats is not known here")]
    [InlineData("bodies.json", "\"kind\": \"audit\"", "\"kind\": \"domstol\"", "kind breaks the schema")]
    [InlineData("bodies.json", "\"id\": \"skolnamnden\"", "\"id\": \"byggnamnden\"", "Two bodies are called byggnamnden")]
    [InlineData("bodies.json", "\"order\": 3", "\"order\": 2", "Two bodies have the order 2")]
    [InlineData("bodies.json", "vd@smastad.example", "vd@annanstad.example", "in none of the city's mailDomains")]
    [InlineData("bodies.json", "samordnare för två nämnder", "samordnare", "the contact samordnare is described in two ways")]
    [InlineData("forms/sjalvskattning.v1.json", "\"scale\": \"ordning\"", "\"scale\": \"oordning\"", "there is no scale oordning")]
    [InlineData("forms/sjalvskattning.v1.json", "\"key\": \"rutiner\"", "\"key\": \"ansvar\"", "Two questions are called ansvar")]
    [InlineData("forms/webb.v1.json", "\"body\": \"skolnamnden\"", "\"body\": \"skolan\"", "sida-2 belongs to skolan, which is no body")]
    [InlineData("forms/webb.v1.json", "\"key\": \"sida-2\"", "\"key\": \"sida-1\"", "Two items are called sida-1")]
    [InlineData("years/2024/year.json", "2024-11-29", "2024-09-16", "deadline must come after distribution")]
    [InlineData("years/2024/year.json", "2025-04-02", "2025-03-20", "ks must come after ksau")]
    [InlineData("years/2024/year.json", "2025-05-22", "2025-02-31", "$.dates.kf.date")]
    [InlineData("years/2024/year.json", "\"form\": \"webb\"", "\"form\": \"webben\"", "the year asks webben, and its forms name no version of it")]
    [InlineData("years/2024/year.json", "\"webb\": 1", "\"webb\": 2", "there is no version 2 of a form webb")]
    [InlineData("forms/webb.v1.json", "\"key\": \"webb\"", "\"key\": \"sjalvskattning\"", "another file holds version 1 of sjalvskattning")]
    [InlineData("years/2024/year.json", "\"key\": \"forsenad\"", "\"key\": \"en-dag-kvar\"", "Two reminders are called en-dag-kvar")]
    [InlineData("years/2024/year.json", "provare@smastad.example", "provare@annanstad.example", "in none of the city's mailDomains")]
    [InlineData(
        "years/2024/year.json",
        "\"id\": \"provare\"",
        "\"id\": \"samordnare\"",
        "samordnare is a body's contact; an expert has an id of his or her own")]
    [InlineData("years/2024/report/report.json", "01-sammanfattning.md", "02-sammanfattning.md", "the text 02-sammanfattning.md is missing")]
    [InlineData(
        "years/2024/year.json",
        "\"signatories\":",
        "\"survey\": { \"form\": \"sjalvskattning\", \"review\": \"webben\", \"closes\": { \"date\": \"2024-11-15\" } }, \"signatories\":",
        "there is no review webben in 2024")]
    [InlineData("years/2024/report/report.json", "\"reviews\": [\"webb\"]", "\"reviews\": [\"webben\"]", "there is no review webben in 2024")]
    [InlineData(
        "years/2024/report/report.json",
        "\"level\": 1, \"kind\": \"selfAssessment\"",
        "\"level\": 1, \"kind\": \"text\"",
        "one section, of every year whatever KS chose, is to hold the self-assessment's figures")]
    [InlineData(
        "years/2024/report/report.json",
        "\"level\": 1, \"kind\": \"selfAssessment\"",
        "\"level\": 1, \"reviews\": [\"webb\"], \"kind\": \"selfAssessment\"",
        "one section, of every year whatever KS chose, is to hold the self-assessment's figures")]
    [InlineData(
        "years/2024/report/report.json",
        "\"question\": \"utsedd\"",
        "\"question\": \"sprak\"",
        "the appendix 4 shows a ladder, and its question is none of the review's with a scale")]
    [InlineData(
        "years/2024/report/report.json",
        "\"number\": 1, \"kind\": \"selfAssessment\",",
        "\"number\": 1, \"kind\": \"selfAssessment\", \"question\": \"ansvar\",",
        "the appendix 1 names a question, and shows no ladder")]
    public async Task When_a_file_is_wrong_then_the_message_names_file_line_and_reason(string file, string what, string with, string reason)
    {
        using var city = new CityCopy();
        city.Replace(file, what, with);

        var wrong = await Assert.ThrowsAsync<ContentException>(() => ContentLoader.LoadAsync(city.Folder));

        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(file, wrong.File.Replace('\\', '/'));
        Assert.NotNull(wrong.Line);
    }

    [Fact]
    public async Task When_two_figures_would_have_one_name_then_the_start_says_so_and_not_the_first_compile()
    {
        using var city = new CityCopy();
        city.Replace("forms/webb.v1.json", "\"key\": \"ordningen\"", "\"key\": \"utsedd\"");

        var wrong = await Assert.ThrowsAsync<ContentException>(() => ContentLoader.LoadAsync(city.Folder));

        Assert.Contains("Two figures are called webb.utsedd.", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("years/2024/year.json", wrong.File.Replace('\\', '/'));
    }

    [Theory]
    [InlineData("True", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void When_nothing_says_that_sign_in_is_on_then_the_app_does_not_start(string? authentication, bool starts)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_AUTH_ENABLED", authentication)]).Build();

        var fault = Record.Exception(() => settings.Read<SignInOptions>());

        Assert.Equal(starts, fault is null);
        Assert.True(fault is null or ContentException);
    }

    [Theory]
    [InlineData("city.json")]
    [InlineData("bodies.json")]
    [InlineData("scales.json")]
    [InlineData("years/2024/report/report.json")]
    public async Task When_a_file_is_missing_then_the_message_names_it(string file)
    {
        using var city = new CityCopy();
        city.Delete(file);

        var wrong = await Assert.ThrowsAsync<ContentException>(() => ContentLoader.LoadAsync(city.Folder));

        Assert.Equal($"{file}: the file is missing.", wrong.Message.Replace('\\', '/'));
    }

    [Fact]
    public async Task When_a_file_is_wrong_then_the_site_does_not_start_and_says_why_on_stderr()
    {
        using var city = new CityCopy();
        var line = city.Replace("bodies.json", "\"order\": 3", "\"ordning\": 3");
        var data = Directory.CreateTempSubdirectory("data-");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Arshjulet.Local.dll"), "--app", Path.Combine(AppContext.BaseDirectory, "Arshjulet.Functions.dll"),
                "--port", "0", "--data", data.FullName, "--storage", azurite.TakeAccount(), "--City:Folder", city.Folder,
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var site = Process.Start(start)!;

        var (told, said) = (site.StandardError.ReadToEndAsync(Cancellation), site.StandardOutput.ReadToEndAsync(Cancellation));
        await site.WaitForExitAsync(Cancellation);

        Assert.Equal(1, site.ExitCode);
        Assert.StartsWith("bodies.json, line ", await told, StringComparison.Ordinal);
        Assert.Single((await told).Trim().Split('\n'));
        Assert.InRange(
            int.Parse((await told)["bodies.json, line ".Length..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture),
            line - 5,
            line + 10);
        Assert.DoesNotContain("Running on", await said, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task When_a_text_names_a_figure_that_does_not_exist_then_the_compile_stops_and_names_text_figure_and_the_nearest()
    {
        using var city = new CityCopy();
        city.Replace("years/2024/report/01-sammanfattning.md", "{{sjalvskattning.bra.n}}", "{{sjalvskattning.bar.n}}");
        await using var site = await RunningSite.StartAsync(azurite, city.Folder);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => site.CompileAsync(secretary));

        Assert.Contains(
            "Texten 01-sammanfattning.md använder siffran sjalvskattning.bar.n, som inte finns. Menades sjalvskattning.bra.n?",
            stopped.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", stopped.Message, StringComparison.Ordinal);
    }
}
