namespace Arshjulet.Documents;

/// <summary>A finished file.</summary>
/// <param name="Name">File name with its ending; no character that a file system refuses.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Content">The bytes; the same input gives the same bytes.</param>
public sealed record DocumentFile(string Name, string ContentType, byte[] Content)
{
    internal const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    internal const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    internal const string Json = "application/json";
}
