namespace Arshjulet.Functions.Survey;

/// <summary>The view of the mail with a manager's code.</summary>
public sealed record SurveyMailView
{
    public required string Subject { get; init; }
    public required SurveyView Survey { get; init; }
    public required bool Reminds { get; init; }

    /// <summary>The link with the code.</summary>
    public required string Address { get; init; }
}
