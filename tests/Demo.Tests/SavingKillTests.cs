using Arshjulet.Functions.City;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>What a page called saved is there, whatever is killed while others are being saved.</summary>
public sealed class SavingKillTests
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "cities", "smastad");
    private static readonly string[] Bodies = ["kommunstyrelsen", "skolnamnden", "bostads-ab"];

    [Fact]
    public async Task When_the_site_or_its_storage_is_killed_while_answers_are_being_saved_then_every_saved_one_is_there()
    {
        var city = await ContentLoader.LoadAsync(Content);
        await using var site = new KilledSite(Content);
        await site.DistributeAsync();

        // Two a body, each at a text of her own.
        var writers = new List<StubbornWriter>();
        foreach (var body in Bodies)
        {
            foreach (var question in (string[])["slutsats", "onskemal"])
            {
                var writer = new StubbornWriter(site, $"/svar/2024/{body}/sjalvskattning", question);
                await writer.StartAsync(await site.LinkAsync(city.Body(body).Contacts[0].Email, body));
                writers.Add(writer);
            }
        }

        await site.KillInTurnAsync(writers);
        writers.ForEach(w => w.Dispose());
    }
}
