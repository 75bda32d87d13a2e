using Arshjulet.Documents;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>Combines a compilation with the office's texts, with the figures filled in.</summary>
public sealed class ReportInputs(Snapshots snapshots)
{
    private readonly Lock _gate = new();
    private (CompileId Id, WeakReference<Task<ReportInput>> Input)? _shared;

    /// <summary>
    /// What a version's documents are made from. It never changes, so documents that are written in parallel in this process share one instance, for as
    /// long as any of them needs it.
    /// </summary>
    public Task<ReportInput> ReadAsync(CompileId id)
    {
        lock (_gate)
        {
            if (_shared is { } shared && shared.Id == id && shared.Input.TryGetTarget(out var same) && !same.IsFaulted)
            {
                return same;
            }

            // Not cancelled with the activity that started it, since others wait for it too.
            var input = CreateAsync(id);
            _shared = (id, new WeakReference<Task<ReportInput>>(input));
            return input;
        }
    }

    /// <summary>What the documents are made from.</summary>
    /// <exception cref="CompileException">A text refers to a figure that does not exist; the message names both, and the most similar figure.</exception>
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
