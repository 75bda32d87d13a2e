using System.Diagnostics;
using Arshjulet.Demo;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Texts;
using Arshjulet.Model.Calendar;

try
{
    var options = DemoOptions.Read(args);
    var watch = Stopwatch.StartNew();
    var content = Path.Combine(AppContext.BaseDirectory, "content", "malmo");
    var city = await ContentLoader.LoadAsync(content);
    await using var site = await SiteProcess.StartAsync(options, WorkingDays.At(Story.KsDecides.AddDays(1), new TimeOnly(8, 0)));
    Console.WriteLine($"{city.Facts.Name}s år {Story.KsDecides.Year} spelas upp på {site.Address}");
    Console.WriteLine();
    using var story = new Story(city, content, BodyAnswers.ReadAll(Path.Combine(AppContext.BaseDirectory, "answers")), site, Path.GetFullPath(options.Out));
    var files = await story.PlayAsync();
    Figures.Print(files.Single(f => Path.GetFileName(f) == "sammanstallning.json"));
    Console.WriteLine();
    foreach (var file in files)
    {
        Console.WriteLine(file);
    }

    Console.WriteLine();
    Console.WriteLine($"Ett år på {watch.Elapsed.TotalSeconds:F0} sekunder; sajten använde som mest {site.PeakMemory() / 1_000_000} MB.");
    if (!options.Exit)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.WriteLine(
            $"Titta runt: {site.Address}kansli (kansliet), {site.Address}lokalt/inkorg (all post), {site.Address}lokalt (klockan). Ctrl-C avslutar.");
        await site.EndedAsync(stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    return 0;
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or ContentException or HttpRequestException or IOException
    or TaskCanceledException or System.Text.Json.JsonException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
