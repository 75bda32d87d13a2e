using System.Globalization;

namespace Arshjulet.Local.Clock;

/// <summary>The time of a clock that is moved by hand, kept in a file so that a killed host continues from there.</summary>
public sealed class ClockFile(string path)
{
    /// <returns>Null when the clock was never moved by hand.</returns>
    public DateTimeOffset? Read() => File.Exists(path)
        ? DateTimeOffset.ParseExact(File.ReadAllText(path).Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
        : null;

    /// <summary>Replaces the file in one step: a kill leaves the old position or the new one.</summary>
    public void Write(DateTimeOffset time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        File.WriteAllText(draft, time.ToString("O", CultureInfo.InvariantCulture));
        File.Move(draft, path, overwrite: true);
    }
}
