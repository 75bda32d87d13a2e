namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>The view of the page that previews an uploaded protocol.</summary>
/// <param name="Protocol">The protocol as it is saved now.</param>
/// <param name="Preview">What the file would change.</param>
/// <param name="RestSaved">Whether these are the changes that remain after the rest has been saved.</param>
public sealed record ProtocolChangesView(ProtocolView Protocol, ProtocolPreview Preview, bool RestSaved);
