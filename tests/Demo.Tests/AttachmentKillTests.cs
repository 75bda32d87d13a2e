using Arshjulet.Functions.City;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>The files that a page listed are there and no others, whatever is killed while some are added and some taken away.</summary>
public sealed class AttachmentKillTests
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "cities", "smastad");
    private static readonly string[] Bodies = ["kommunstyrelsen", "skolnamnden", "bostads-ab"];

    [Fact]
    public async Task When_the_site_or_its_storage_is_killed_while_files_are_added_and_taken_away_then_every_listed_one_is_there_once()
    {
        var city = await ContentLoader.LoadAsync(Content);
        await using var site = new KilledSite(Content);
        await site.DistributeAsync();

        // Two at each body's form.
        var uploaders = new List<StubbornUploader>();
        foreach (var body in Bodies)
        {
            foreach (var name in (string[])["Anna", "Bo"])
            {
                var uploader = new StubbornUploader(site, $"/svar/2024/{body}/sjalvskattning", name);
                await uploader.StartAsync(await site.LinkAsync(city.Body(body).Contacts[0].Email, body));
                uploaders.Add(uploader);
            }
        }

        await site.KillInTurnAsync(uploaders);
        uploaders.ForEach(u => u.Dispose());
    }
}
