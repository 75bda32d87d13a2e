using NJsonSchema;

namespace Arshjulet.Functions.City;

/// <summary>A city's folder of content. The schemas are beside it, in <c>../schema</c>.</summary>
internal sealed record ContentFolder(string Path)
{
    /// <summary>Reads one file and checks it against its schema.</summary>
    /// <exception cref="ContentException">The file is missing, is not JSON, or breaks its schema.</exception>
    public async Task<ContentFile> ReadAsync(string name, string schema)
    {
        var path = System.IO.Path.Combine(Path, "..", "schema", $"{schema}.schema.json");
        return await ContentFile.ReadAsync(Path, name, await JsonSchema.FromFileAsync(path));
    }

    /// <summary>Names of the files in a folder and those in it, in ordinal order; none where there is no such folder.</summary>
    public IEnumerable<string> NamesIn(string folder, string pattern)
    {
        var path = System.IO.Path.Combine(Path, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
                .Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal)
            : [];
    }
}
