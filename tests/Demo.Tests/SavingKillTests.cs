using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
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
        await site.StartAsync();
        using (var secretary = await site.SecretaryAsync())
        {
            await secretary.DecideAsync(Story.KsDecides, "212");
        }

        await site.Host.MoveToAsync(WorkingDays.At(new DateOnly(2024, 9, 16), new TimeOnly(9, 0)));

        // Two a body, each at a text of her own.
        var writers = new List<StubbornWriter>();
        foreach (var body in Bodies)
        {
            foreach (var question in (string[])["slutsats", "onskemal"])
            {
                var writer = new StubbornWriter(site, $"/svar/2024/{body}/sjalvskattning", question);
                await writer.StartAsync(city.Body(body).Contacts[0].Email, body);
                writers.Add(writer);
            }
        }

        await CutOffAsync(site.KillAndStartAsync);
        await CutOffAsync(site.KillStorageAsync);
        await CutOffAsync(async () =>
        {
            await site.KillStorageAsync();
            await site.KillAndStartAsync();
        });
        writers.ForEach(w => w.Dispose());

        // Each goes on until it has been told of something saved after the kill.
        async Task CutOffAsync(Func<Task> act)
        {
            var kill = new Kill(after: Random.Shared.Next(10, 60));
            var writing = Task.WhenAll(writers.Select(w => w.WriteAsync(kill)));
            await await Task.WhenAny(kill.Begun, writing);
            await act();
            kill.End();
            await writing;
            foreach (var writer in writers)
            {
                await writer.CheckAsync();
            }
        }
    }
}
