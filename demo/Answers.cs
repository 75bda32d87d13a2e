using System.Globalization;
using System.Text.Json;
using Arshjulet.Model.Calendar;

namespace Arshjulet.Demo;

/// <summary>A body's own decision, as its answers file has it.</summary>
internal sealed record DecisionMade(bool ByDelegation, string Date, string? Paragraph, string? DiaryNumber, string Responsible);

/// <summary>One body's sample answers, and when it gives them.</summary>
internal sealed record BodyAnswers(
    string Body, string? SubmitsAt, string After, DecisionMade? Decision, Dictionary<string, Dictionary<string, JsonElement>> Forms)
{
    /// <summary>When the body submits; null for one that never does.</summary>
    public DateTimeOffset? Submits => SubmitsAt?.Split('T') is [var day, var time]
        ? WorkingDays.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Every body's answers, in the order they come in.</summary>
    public static IReadOnlyList<BodyAnswers> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json")
            .Select(f => JsonSerializer.Deserialize<BodyAnswers>(File.ReadAllText(f), JsonSerializerOptions.Web)!)
            .OrderBy(a => a.Submits ?? DateTimeOffset.MaxValue).ThenBy(a => a.Body, StringComparer.Ordinal)];

    /// <summary>A form's answers as fields: <c>q.</c> the answer, <c>k.</c> the comment, <c>u.</c> the link to its evidence.</summary>
    public static Dictionary<string, string> Fields(Dictionary<string, JsonElement> answers)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (question, answer) in answers)
        {
            if (answer.ValueKind == JsonValueKind.String)
            {
                fields[$"q.{question}"] = answer.GetString()!;
                continue;
            }

            fields[$"q.{question}"] = answer.GetProperty("value").GetString()!;
            if (answer.TryGetProperty("comment", out var comment))
            {
                fields[$"k.{question}"] = comment.GetString()!;
            }

            if (answer.TryGetProperty("evidence", out var evidence))
            {
                fields[$"u.{question}"] = evidence.GetString()!;
            }
        }

        return fields;
    }
}
