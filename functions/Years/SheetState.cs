using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Years;

/// <summary>
/// The sentinel of an answer sheet, that is, of one assignment's answers. Every save replaces it, so that concurrent saves conflict.
/// </summary>
public sealed record SheetState
{
    /// <summary>Submitted, and not reopened since.</summary>
    public required bool Locked { get; init; }

    /// <summary>How many times the sheet has been submitted.</summary>
    public required int Sequence { get; init; }
    public string? Blob { get; init; }
    public string? Fingerprint { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Incremented with every write, so that a page can ask for what is newer than what it shows.</summary>
    public int Version { get; init; }

    /// <summary>Changes that may not be in the log yet, oldest first.</summary>
    public IReadOnlyList<UnloggedChange> Unlogged { get; init; } = [];

    /// <summary>The version of the row that was read; null before the first save.</summary>
    public RowVersion? Row { get; init; }

    /// <summary>The state of a sheet before the first save.</summary>
    public static SheetState Empty { get; } = new() { Locked = false, Sequence = 0 };
}
