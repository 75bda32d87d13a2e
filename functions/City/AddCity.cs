using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.City;

public static class CityRegistration
{
    /// <summary>Where the app was built or published to, whichever process runs it.</summary>
    private static readonly string AppFolder = Path.GetDirectoryName(typeof(CityRegistration).Assembly.Location)!;

    /// <summary>The city's content and the site's address. A fault in either stops the start.</summary>
    public static FunctionsApplicationBuilder AddCity(this FunctionsApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<CityOptions>();
        builder.Services.AddSingleton(ContentLoader.LoadAsync(Path.Combine(AppFolder, options.Folder ?? OnlyFolder())).GetAwaiter().GetResult());
        builder.Services.AddSingleton(Site.From(options));
        return builder;
    }

    /// <summary>The one city in <c>content/</c>, where no setting chooses among several.</summary>
    private static string OnlyFolder()
    {
        var content = Path.Combine(AppFolder, "content");
        var cities = Directory.Exists(content) ? Directory.GetDirectories(content).Where(d => File.Exists(Path.Combine(d, "city.json"))).ToArray() : [];
        return cities.Length == 1
            ? cities[0]
            : throw new ContentException("settings", null, $"City:Folder is not set, and content/ holds {cities.Length} cities.");
    }
}
