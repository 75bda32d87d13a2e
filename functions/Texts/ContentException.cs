namespace Arshjulet.Functions.Texts;

/// <summary>A content file is wrong. The app does not start, and prints this message: file, line and reason.</summary>
public sealed class ContentException(string file, int? line, string reason)
    : Exception($"{file}{(line is null ? "" : $", line {line}")}: {reason}")
{
    public string File { get; } = file;
    public int? Line { get; } = line;
    public string Reason { get; } = reason;
}
