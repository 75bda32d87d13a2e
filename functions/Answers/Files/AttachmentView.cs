namespace Arshjulet.Functions.Answers.Files;

/// <summary>What the page of a form's files shows.</summary>
/// <param name="Answers">The form whose files they are.</param>
/// <param name="Closed">The year is closed: files can be fetched, and nothing else.</param>
public sealed record AttachmentView(AnswerView Answers, bool Closed);
