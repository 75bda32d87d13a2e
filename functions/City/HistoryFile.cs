using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.City;

/// <summary>What was answered to a form in a year before the city used this app: <c>history/*.json</c>.</summary>
internal sealed record HistoryFile(
    int Year,
    string Form,
    string Source,
    bool Sample,
    int? Respondents,
    string Scale,
    Dictionary<string, int> Total,
    Dictionary<string, Dictionary<string, int>>? Questions)
{
    /// <summary>Every file of the history, in the order of their names.</summary>
    /// <exception cref="ContentException">A file is wrong.</exception>
    public static async Task<IReadOnlyList<FormHistory>> LoadAllAsync(
        ContentFolder folder, IReadOnlyDictionary<string, Scale> scales, IReadOnlyList<Form> forms)
    {
        var history = new List<FormHistory>();
        foreach (var name in folder.NamesIn("history", "*.json"))
        {
            var file = await folder.ReadAsync(name, "history");
            history.Add(file.As<HistoryFile>().ToHistory(file, scales, forms));
        }

        return history;
    }

    private FormHistory ToHistory(ContentFile file, IReadOnlyDictionary<string, Scale> scales, IReadOnlyList<Form> forms)
    {
        var scale = scales.GetValueOrDefault(Scale) ?? throw file.Wrong($"\"{Scale}\"", $"there is no scale {Scale}.");
        if (forms.All(f => f.Key != Form))
        {
            throw file.Wrong($"\"{Form}\"", $"there is no form {Form}.");
        }

        try
        {
            return new FormHistory
            {
                Year = Year,
                Form = Form,
                Source = Source,
                Sample = Sample,
                Respondents = Respondents,
                Total = Distribution.FromCounts(scale, Total),
                Questions = Questions?.ToDictionary(q => q.Key, q => Distribution.FromCounts(scale, q.Value)) ?? [],
            };
        }
        catch (ArgumentException e)
        {
            throw file.Wrong(null, e.Message);
        }
    }
}
