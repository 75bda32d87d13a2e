using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Arshjulet.Model.Years;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Arshjulet.Functions.City;

/// <summary>One JSON file of a city's content, read and checked against its schema.</summary>
internal sealed partial class ContentFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
    };

    private readonly string _text;

    private ContentFile(string name, string text) => (Name, _text) = (name, text);

    /// <summary>The path from the content folder, as errors name it.</summary>
    public string Name { get; }

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ContentException">The file is missing, is not JSON, or breaks its schema.</exception>
    public static async Task<ContentFile> ReadAsync(string folder, string name, JsonSchema schema)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new ContentException(name, null, "the file is missing.");
        }

        var file = new ContentFile(name, await File.ReadAllTextAsync(path));
        ICollection<ValidationError> errors;
        try
        {
            errors = schema.Validate(file._text);
        }
        catch (Newtonsoft.Json.JsonReaderException broken)
        {
            throw new ContentException(name, broken.LineNumber, $"this is not JSON ({broken.Message}).");
        }

        return Innermost(errors) is { } error ? throw new ContentException(name, error.HasLineInfo ? error.LineNumber : null, Sentence(error)) : file;
    }

    /// <summary>The file as a record.</summary>
    public T As<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(_text, Json) ?? throw Wrong(null, "the file is empty.");
        }
        catch (JsonException e)
        {
            throw new ContentException(Name, (int?)e.LineNumber + 1, e.Message);
        }
    }

    /// <summary>A fault that no schema can express, at the first line that has <paramref name="near"/>.</summary>
    public ContentException Wrong(string? near, string reason)
    {
        var at = near is null ? -1 : _text.IndexOf(near, StringComparison.Ordinal);
        return new ContentException(Name, at < 0 ? null : _text.AsSpan(0, at).Count('\n') + 1, reason);
    }

    /// <summary>As <see cref="Wrong"/>, at the first <paramref name="near"/> that comes after <paramref name="after"/>.</summary>
    public ContentException WrongAfter(string after, string near, string reason)
    {
        var from = Math.Max(0, _text.IndexOf(after, StringComparison.Ordinal));
        var at = _text.IndexOf(near, from, StringComparison.Ordinal);
        return new ContentException(Name, _text.AsSpan(0, at < 0 ? from : at).Count('\n') + 1, reason);
    }

    /// <summary>A key is part of addresses, row keys and names of figures, so it may only have characters that all of them allow.</summary>
    /// <exception cref="ContentException">The key has another character.</exception>
    public void RequireKey(string key)
    {
        if (!KeyShape().IsMatch(key))
        {
            throw Wrong($"\"{key}\"", $"{key} is not a key: it may have lower-case letters a–z, digits and hyphens only.");
        }
    }

    /// <exception cref="ContentException">Two keys are the same: <paramref name="sentence"/>, and the key after it.</exception>
    public void RequireUnique(IEnumerable<string> keys, string sentence)
    {
        if (keys.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            // A number is written without quotes.
            var near = twice.Key.All(char.IsAsciiDigit) ? $": {twice.Key}" : $"\"{twice.Key}\"";
            throw Wrong(near, $"{sentence} {twice.Key}.");
        }
    }

    /// <exception cref="ContentException">The year has no review of one of these keys.</exception>
    public void RequireReviews(IEnumerable<string> named, YearPlan plan)
    {
        if (named.FirstOrDefault(n => plan.Reviews.All(r => r.Key != n)) is { } unknown)
        {
            throw Wrong($"\"{unknown}\"", $"there is no review {unknown} in {plan.Year}.");
        }
    }

    private static ValidationError? Innermost(IEnumerable<ValidationError> errors)
    {
        var error = errors.FirstOrDefault();
        return error is ChildSchemaValidationError { Errors: var inner } && Innermost(inner.SelectMany(e => e.Value)) is { } deeper ? deeper : error;
    }

    private static string Sentence(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"{error.Property} is missing in {error.Path}.",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{error.Property} is not known here ({error.Path}).",
        _ => $"{error.Path} breaks the schema: {error.Kind}.",
    };

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KeyShape();
}
