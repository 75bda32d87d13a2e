using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>When the year is over, the site still has what was sent and to whom.</summary>
[Collection(nameof(PlayedYear))]
public sealed class AfterTheYearTests(PlayedYear year)
{
    [Fact]
    public async Task When_KF_has_decided_then_each_contact_of_the_24_recipients_has_the_decision_once_and_the_log_says_that_it_is_sent()
    {
        var city = await ContentLoader.LoadAsync(Path.Combine(AppContext.BaseDirectory, "content", "malmo"));
        await using var site = await SiteProcess.StartAsync(
            new DemoOptions(Exit: false, Out: "", Port: 0, Data: year.Data),
            WorkingDays.At(new DateOnly(2025, 5, 22), new TimeOnly(15, 0)));
        using var host = new Host(site.Address);
        using var browser = new Browser(site.Address);
        var signIn = new Dictionary<string, string> { ["namn"] = "Kim Kansli", ["roll"] = "Reader" };
        await browser.SubmitAsync(await browser.OpenAsync("/kansli/2024"), signIn, form: "form");

        var sent = (await host.LinesAsync()).Where(m => m.Subject.StartsWith("Beslut:", StringComparison.Ordinal)).SelectMany(m => m.To);
        var listed = (await browser.OpenAsync("/kansli/2024/mejl")).Document.QuerySelectorAll("tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray())
            .Where(cells => cells[1] == "Beslut")
            .ToArray();

        Assert.Equal(24, city.Recipients.Count);
        var contacts = city.Recipients.SelectMany(b => b.Contacts).Select(c => c.Email).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(contacts, sent.Order(StringComparer.Ordinal));
        Assert.Equal(contacts, listed.Select(cells => cells[2]).Order(StringComparer.Ordinal));
        Assert.All(listed, cells => Assert.StartsWith("Skickat", cells[3], StringComparison.Ordinal));
    }
}
