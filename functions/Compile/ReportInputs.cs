using Arshjulet.Documents;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>Makes a version's documents' input from its snapshot.</summary>
public sealed class ReportInputs(Snapshots snapshots)
{
    private readonly Lock _gate = new();
    private (CompileId Id, WeakReference<Task<ReportInput>> Input)? _shared;

    /// <summary>
    /// What a version's documents are made from. It never changes, so the documents that this process writes at the same time share one copy. It is let
    /// go of when none of them is being written.
    /// </summary>
    public Task<ReportInput> ReadAsync(CompileId id)
    {
        lock (_gate)
        {
            if (_shared is { } shared && shared.Id == id && shared.Input.TryGetTarget(out var same) && !same.IsFaulted)
            {
                return same;
            }

            // Without the first activity's cancellation token: the other documents wait for it too.
            var input = CreateAsync(id);
            _shared = (id, new WeakReference<Task<ReportInput>>(input));
            return input;
        }
    }

    /// <summary>What the documents are made from.</summary>
    /// <exception cref="CompileException">A text names a figure that does not exist; the message names both, and the nearest that does.</exception>
    public static ReportInput Create(Snapshot snapshot, Compilation compilation)
    {
        try
        {
            return snapshot.Report.ToInput(snapshot.Input, compilation);
        }
        catch (UnknownFigureException e)
        {
            throw new CompileException(e.Nearest is null
                ? Text.With(CompileTexts.UnknownFigure, e.Text, e.Name)
                : Text.With(CompileTexts.UnknownFigureNearest, e.Text, e.Name, e.Nearest));
        }
    }

    private async Task<ReportInput> CreateAsync(CompileId id)
    {
        var snapshot = await snapshots.ReadAsync(id, CancellationToken.None);
        return Create(snapshot, Compiler.Compile(snapshot.Input));
    }
}
