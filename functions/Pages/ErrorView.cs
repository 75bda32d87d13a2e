namespace Arshjulet.Functions.Pages;

/// <summary>A page that only says something: what went wrong, or that all is done.</summary>
public sealed record ErrorView(string Heading, IReadOnlyList<string> Paragraphs);
