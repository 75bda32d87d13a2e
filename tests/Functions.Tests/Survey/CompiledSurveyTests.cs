using System.Text.Json;
using Arshjulet.Functions.Tests.Hosting;
using Azure.Storage.Blobs;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>The report takes of the survey what may be shown, and only when the survey has closed.</summary>
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
        var byBody = answers.GetProperty("bodies").EnumerateArray().ToDictionary(b => b.GetProperty("body").GetString()!, b => b.GetProperty("answers"));
        Assert.Equal(
            [JsonValueKind.Null, JsonValueKind.Null],
            new[] { "kulturnamnden", "fritidsnamnden" }.Select(body => byBody[body].ValueKind));
        Assert.Equal(12, byBody["miljonamnden"].GetInt32());
        Assert.DoesNotContain("Hemlig", after.ToString(), StringComparison.Ordinal);
        Assert.Equal(("(uppgift saknas)", "21"), (await FigureAsync(office, 1), await FigureAsync(office, 2)));
    }

    /// <summary>What a version's snapshot holds of the survey: no page gives it, and the documents are made from it.</summary>
    private static async Task<JsonElement> SurveyAsync(string account, int version)
    {
        var snapshot = new BlobServiceClient(account).GetBlobContainerClient("reports").GetBlobClient($"2024/v{version}/underlag.json");
        var content = (await snapshot.DownloadContentAsync(SurveyCast.Now)).Value.Content;
        return content.ToObjectFromJson<JsonElement>().GetProperty("input").GetProperty("survey");
    }

    private static async Task<string?> FigureAsync(Browser office, int version)
    {
        using var file = JsonDocument.Parse(await office.DownloadAsync($"/kansli/2024/sammanstallningar/v{version}/sammanstallning.json"));
        var figures = file.RootElement.GetProperty("figures").EnumerateArray();
        return figures.Single(f => f.GetProperty("name").GetString() == "chefsenkat.svarande").GetProperty("text").GetString();
    }
}
