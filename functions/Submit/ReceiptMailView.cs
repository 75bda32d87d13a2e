using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Submit;

/// <summary>The view of a receipt.</summary>
public sealed record ReceiptMailView
{
    public required string Subject { get; init; }
    public required Body Body { get; init; }
    public required Form Form { get; init; }
    public required Submission Submission { get; init; }
}
