using System.Text.Json.Serialization;

namespace Arshjulet.Local.Orchestrations.Store;

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<OutboxMessage>))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class StoredJson : JsonSerializerContext;
