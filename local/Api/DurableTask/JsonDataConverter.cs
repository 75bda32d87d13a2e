using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>JSON by System.Text.Json. The default writes property names as they are and includes fields, so that tuples work.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions IncludingFields = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>A converter with options of its own, or the default ones.</summary>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? IncludingFields;

    /// <summary>The converter used where none is named.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(value))]
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    [return: NotNullIfNotNull(nameof(data))]
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options)!;
}
