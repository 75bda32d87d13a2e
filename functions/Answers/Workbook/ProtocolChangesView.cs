namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>What the page shows of what an uploaded protocol would change.</summary>
/// <param name="Protocol">The protocol as it is saved now.</param>
/// <param name="Preview">What the file would change.</param>
/// <param name="Meanwhile">Whether this is what was left when the rest was saved.</param>
public sealed record ProtocolChangesView(ProtocolView Protocol, ProtocolPreview Preview, bool Meanwhile);
