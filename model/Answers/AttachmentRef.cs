namespace Arshjulet.Model.Answers;

/// <summary>A file that belongs to an answer; its content is stored by its hash.</summary>
/// <param name="Hash">SHA-256 of the content, in lower case hex.</param>
/// <param name="Name">Made safe: no path, no control or direction characters, and the extension of the content's kind.</param>
/// <param name="ContentType">Found from the content, never taken from the request.</param>
/// <param name="Size">In bytes.</param>
/// <param name="By">Contact id.</param>
/// <param name="At">When it was added.</param>
public sealed record AttachmentRef(string Hash, string Name, string ContentType, long Size, string By, DateTimeOffset At);
