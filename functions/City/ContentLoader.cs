namespace Arshjulet.Functions.City;

/// <summary>Loads a city's folder. Each kind of file is read and checked by the record named for it; here they are put together.</summary>
public static class ContentLoader
{
    /// <summary>Everything in the folder, checked.</summary>
    /// <param name="path">The city's folder; the schemas are in <c>../schema</c>.</param>
    /// <exception cref="ContentException">A file is missing or wrong.</exception>
    public static async Task<CityContent> LoadAsync(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new ContentException(path, null, "the content folder does not exist (setting City:Folder).");
        }

        var folder = new ContentFolder(path);
        var facts = await CityFacts.LoadAsync(folder);
        var bodies = await BodiesFile.LoadAsync(folder, facts);
        var scales = await ScalesFile.LoadAsync(folder);
        var forms = await FormFile.LoadAllAsync(folder, scales, bodies);
        var history = await HistoryFile.LoadAllAsync(folder, scales, forms);
        return new CityContent
        {
            Facts = facts,
            Bodies = bodies,
            History = history,
            Years = await YearFile.LoadAllAsync(folder, facts, bodies, forms, history),
        };
    }
}
