namespace Arshjulet.Functions.Pages;

/// <summary>A page with nothing but a message: an error, or a confirmation.</summary>
public sealed record MessageView(string Heading, IReadOnlyList<string> Paragraphs);
