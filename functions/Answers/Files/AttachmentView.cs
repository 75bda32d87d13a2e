namespace Arshjulet.Functions.Answers.Files;

/// <summary>The view of the page with a form's files.</summary>
/// <param name="Answers">The form.</param>
/// <param name="Closed">Whether the year is closed: files can then only be downloaded.</param>
public sealed record AttachmentView(AnswerView Answers, bool Closed);
