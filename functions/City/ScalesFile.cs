using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.City;

/// <summary><c>scales.json</c>: the scales that questions are answered on.</summary>
internal sealed record ScalesFile(IReadOnlyList<Scale> Scales)
{
    /// <summary>The scales by key.</summary>
    /// <exception cref="ContentException">The file is missing or wrong.</exception>
    public static async Task<IReadOnlyDictionary<string, Scale>> LoadAsync(ContentFolder folder)
    {
        var file = await folder.ReadAsync("scales.json", "scales");
        var scales = file.As<ScalesFile>().Scales;
        file.RequireUnique(scales.Select(s => s.Key), "Two scales are called");
        foreach (var scale in scales)
        {
            file.RequireUnique(scale.Steps.Select(s => s.Value), $"The scale {scale.Key} has two steps called");
        }

        return scales.ToDictionary(s => s.Key);
    }
}
