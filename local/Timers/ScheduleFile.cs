using System.Text.Json;

namespace Arshjulet.Local.Timers;

/// <summary>When each timer function last ran, so that one missed while the host was down is caught up.</summary>
internal sealed class ScheduleFile(string path)
{
    public Dictionary<string, DateTimeOffset> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(File.ReadAllText(path)) ?? [] : [];

    public void Write(IReadOnlyDictionary<string, DateTimeOffset> ran)
    {
        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(ran));
        File.Move(draft, path, overwrite: true);
    }
}
