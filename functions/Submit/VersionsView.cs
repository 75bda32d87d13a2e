using Arshjulet.Functions.Access;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Submit;

/// <summary>Two submissions side by side.</summary>
public sealed record ComparedVersions(Submission Before, Submission After, SubmissionComparison Comparison);

/// <summary>The view of the page with a form's submissions, for the body or the office.</summary>
public sealed record VersionsView
{
    /// <summary>The office user; null on the body's own page.</summary>
    public required OfficeUser? User { get; init; }

    /// <summary>The form's address, in the body's or the office's pages.</summary>
    public required string Address { get; init; }

    /// <summary>The page to go back to.</summary>
    public required (string Address, string Title) Back { get; init; }
    public required Form Form { get; init; }
    public required Body Body { get; init; }
    public required IReadOnlyList<SubmissionVersion> Versions { get; init; }

    /// <summary>The files of each version, by its number.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<AttachmentRef>> Files { get; init; }

    /// <summary>Null if there are fewer than two submissions.</summary>
    public required ComparedVersions? Compared { get; init; }
}
