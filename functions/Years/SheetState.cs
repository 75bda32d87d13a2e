using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Years;

/// <summary>What the sentinel among an assignment's answers says. It changes with every save, so two savers can't pass each other.</summary>
public sealed record SheetState
{
    /// <summary>Frozen: submitted, and not reopened.</summary>
    public required bool Locked { get; init; }

    /// <summary>How many times submitted.</summary>
    public required int Sequence { get; init; }
    public string? Blob { get; init; }
    public string? Fingerprint { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Counts every write to the sheet, so that a page can ask for what came after the one it shows.</summary>
    public int Version { get; init; }

    /// <summary>Changes whose lines in the log are not known to stand there, in the order made.</summary>
    public IReadOnlyList<UnloggedChange> Unlogged { get; init; } = [];

    /// <summary>The sentinel as it was read; null before the first save.</summary>
    public RowVersion? Row { get; init; }

    /// <summary>Of a sheet that nobody has written in.</summary>
    public static SheetState Unwritten { get; } = new() { Locked = false, Sequence = 0 };
}
