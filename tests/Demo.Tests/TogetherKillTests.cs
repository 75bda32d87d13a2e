using System.Globalization;
using AngleSharp.Dom;
using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>What a page called saved, listed or counted is there once, whatever is killed while all write at once.</summary>
public sealed class TogetherKillTests
{
    private const int LinesOfOpen = 6;
    private static readonly string[] Bodies = ["kommunstyrelsen", "skolnamnden", "bostads-ab"];

    /// <summary>As many lines of those who have codes as make the body's number one that is shown, and codes for every kill.</summary>
    private const int LinesOfCodes = 3;
    private const int Share = 6;
    private const int CodesOfLine = KilledSite.Kills * (Share + 1);

    [Fact]
    public async Task When_the_site_or_its_storage_is_killed_while_all_write_then_everything_that_was_acknowledged_is_there_once()
    {
        using var folder = SurveyCity.Copy();
        var city = await ContentLoader.LoadAsync(folder.Folder);
        await using var site = new KilledSite(folder.Folder);
        await site.DecideAsync();
        var lines = await InviteAsync(site, city);
        await site.Host.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 16), new TimeOnly(9, 0)));
        var respondents = await RespondAsync(site, city);

        await site.KillInTurnAsync([.. respondents, .. lines], async () =>
        {
            using var office = await site.OfficeAsync();
            var numbers = (await office.OpenAsync("/kansli/2024/enkat")).Document;
            Assert.All(lines.GroupBy(l => l.Body), body => Assert.Equal(
                body.Sum(l => l.Answers.Count()), NumberIn(numbers.QuerySelector($"#antal [data-body='{body.Key}'] td:last-child")!)));
        });
        respondents.ForEach(r => r.Dispose());

        await site.Host.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 21), new TimeOnly(9, 0)));
        using var office = await site.OfficeAsync();
        var result = (await office.OpenAsync("/kansli/2024/enkat")).Document;
        await Assert.AllAsync(lines.GroupBy(l => l.Body, l => l.Answers), async body =>
        {
            var answers = body.SelectMany(a => a).ToArray();
            var texts = (await office.OpenAsync($"/kansli/2024/enkat/{body.Key}")).Document.QuerySelectorAll("main ul.ds-list li");
            Assert.Equal(
                city.Year(2024).Form("chefer").Scales["ordning"].Steps.Select(s => answers.Count(a => a.Step == s.Value)).Prepend(answers.Length),
                result.QuerySelectorAll($"[data-question=ansvar] [data-body='{body.Key}'] td").Select(NumberIn));
            Assert.Equal(
                answers.Select(a => a.Text).Order(StringComparer.Ordinal),
                texts.Select(li => li.TextContent).Order(StringComparer.Ordinal));
        });
    }

    /// <summary>At each body's form two who write, each at a text of her own, and two who add files and take them away.</summary>
    private static async Task<List<StubbornRespondent>> RespondAsync(KilledSite site, CityContent city)
    {
        var respondents = new List<StubbornRespondent>();
        foreach (var body in Bodies)
        {
            var form = $"/svar/2024/{body}/sjalvskattning";
            respondents.AddRange([
                new StubbornWriter(site, form, "slutsats"), new StubbornWriter(site, form, "onskemal"),
                new StubbornUploader(site, form, "Anna"), new StubbornUploader(site, form, "Bo")]);
            foreach (var respondent in respondents.TakeLast(4))
            {
                await respondent.StartAsync(await site.LinkAsync(city.Body(body).Contacts[0].Email, body));
            }
        }

        return respondents;
    }

    /// <summary>Gives each manager a code by mail, or a body its link; those with codes wait in lines of equal length.</summary>
    private static async Task<IReadOnlyList<StubbornManagers>> InviteAsync(KilledSite site, CityContent city)
    {
        using var secretary = await site.SecretaryAsync();
        var lists = SurveyCity.Coded.Select(b => (city.Body(b), Managers(b))).ToArray();
        var open = Assert.Single(await secretary.InviteManagersAsync(lists, [city.Body(SurveyCity.Open)]));

        // The mailbox takes some minutes for so much mail.
        await site.Host.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 5), new TimeOnly(10, 0)));
        var links = (await site.Host.MailAsync()).Select(ManagersAnswering.LinkIn).ToArray();
        Assert.Equal(lists.Sum(l => l.Item2.Count), links.Length);
        return
        [
            .. SurveyCity.Coded.SelectMany(LinesOf),
            .. Enumerable.Range(0, LinesOfOpen).Select(i => new StubbornManagers(site, SurveyCity.Open, $"rad {i}", _ => open)),
        ];

        static IReadOnlyList<string> Managers(string body) =>
            [.. Enumerable.Range(0, LinesOfCodes * CodesOfLine).Select(i => $"{body}.chef{i}@smastad.example")];

        IEnumerable<StubbornManagers> LinesOf(string body) => links.Where(l => l.StartsWith($"/enkat/2024/{body}/", StringComparison.Ordinal))
            .Chunk(CodesOfLine)
            .Select((own, i) => new StubbornManagers(site, body, $"rad {i}", own.ElementAtOrDefault, Share));
    }

    /// <summary>The number that a cell begins with.</summary>
    private static int NumberIn(IElement cell) => int.Parse(cell.TextContent.Split(' ')[0], CultureInfo.InvariantCulture);
}
