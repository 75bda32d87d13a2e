using System.Text.Json;
using Arshjulet.Functions.Tests.Hosting;
using Azure.Storage.Blobs;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>What the report takes of the survey.</summary>
public sealed class CompiledSurveyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_the_survey_has_closed_then_a_version_holds_what_is_shown_and_before_nothing_of_it()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await site.AnswerAsync("kulturnamnden", 3, "bristfallig", "Hemlig liten text");
        await site.AnswerAsync("fritidsnamnden", 6, "tillracklig");
        await site.AnswerAsync("miljonamnden", 12);
        await site.MoveToAsync("2024-11-15 12:00");
        await site.CompileAsync(office);
        await site.MoveToAsync("2024-11-16 12:00");
        await site.CompileAsync(office);

        var (before, after) = (await SurveyAsync(account, 1), await SurveyAsync(account, 2));
        Assert.Equal(JsonValueKind.Null, before.GetProperty("result").ValueKind);
        var answers = after.GetProperty("result").GetProperty("answers");
        Assert.Equal(21, answers.GetProperty("total").GetInt32());
        Assert.Equal(
            [null, null, 12],
            new[] { "kulturnamnden", "fritidsnamnden", "miljonamnden" }.Select(b => answers.GetProperty("bodies").EnumerateArray().Single(x => x.GetProperty("body").GetString() == b).GetProperty("answers"))
                .Select(a => a.ValueKind == JsonValueKind.Null ? (int?)null : a.GetInt32()));
        Assert.DoesNotContain("Hemlig", after.ToString(), StringComparison.Ordinal);
        Assert.Equal(("(uppgift saknas)", "21"), (await FigureAsync(account, 1), await FigureAsync(account, 2)));
    }

    private static async Task<JsonElement> SurveyAsync(string account, int version) => (await JsonAsync(account, version, "underlag.json")).GetProperty("input").GetProperty("survey");

    private static async Task<string?> FigureAsync(string account, int version) =>
        (await JsonAsync(account, version, "sammanstallning.json")).GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "chefsenkat.svarande").GetProperty("text").GetString();

    private static async Task<JsonElement> JsonAsync(string account, int version, string file)
    {
        var blob = new BlobServiceClient(account).GetBlobContainerClient("reports").GetBlobClient($"2024/v{version}/{file}");
        return (await blob.DownloadContentAsync(SurveyCast.Now)).Value.Content.ToObjectFromJson<JsonElement>();
    }
}
