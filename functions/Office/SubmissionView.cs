using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the office's page about a submission.</summary>
public sealed record SubmissionView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required Body Body { get; init; }
    public required Form Form { get; init; }
    public required Submission Submission { get; init; }
}
