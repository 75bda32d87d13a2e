using Arshjulet.Functions.Access;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Submit;

/// <summary>Two submissions side by side.</summary>
public sealed record ComparedVersions(Submission Before, Submission After, SubmissionComparison Comparison);

/// <summary>What the page of a form's submissions shows, to the body or to the office.</summary>
public sealed record VersionsView
{
    /// <summary>Who reads at the office; null for the body.</summary>
    public required OfficeUser? User { get; init; }

    /// <summary>The form's address, the body's or the office's.</summary>
    public required string Address { get; init; }

    /// <summary>The page that the reader came from, and what it is called.</summary>
    public required (string Address, string Title) Back { get; init; }
    public required Form Form { get; init; }
    public required Body Body { get; init; }
    public required IReadOnlyList<KeptSubmission> Versions { get; init; }

    /// <summary>The files of each version, by its number.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<AttachmentRef>> Files { get; init; }

    /// <summary>Null while there are not two to compare.</summary>
    public required ComparedVersions? Compared { get; init; }
}
