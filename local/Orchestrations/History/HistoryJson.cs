using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.History;

[JsonSerializable(typeof(IReadOnlyList<HistoryEvent>))]
[JsonSerializable(typeof(IReadOnlyList<OutboxMessage>))]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    /// <summary>Compact, and å stays å: the text counts against the size of a row.</summary>
    public static HistoryJson Stored { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(IReadOnlyList<HistoryEvent> events) => JsonSerializer.Serialize(events, Stored.IReadOnlyListHistoryEvent);

    public static IReadOnlyList<HistoryEvent> ReadEvents(string text) =>
        JsonSerializer.Deserialize(text, Stored.IReadOnlyListHistoryEvent) ?? [];
}
