using Arshjulet.Documents;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>Puts the office's texts, filled with figures, beside the compilation.</summary>
public sealed class ReportInputs(Snapshots snapshots)
{
    private readonly Lock _gate = new();
    private (CompileId Id, WeakReference<Task<ReportInput>> Input)? _shared;

    /// <summary>What a version's documents are made from. It never changes, so those that are written side by side here share one, for as long as one of them is being written.</summary>
    public Task<ReportInput> ReadAsync(CompileId id)
    {
        lock (_gate)
        {
            if (_shared is { } shared && shared.Id == id && shared.Input.TryGetTarget(out var same) && !same.IsFaulted)
            {
                return same;
            }

            // Not ended by the activity that came first: the others wait for it too.
            var input = CreateAsync(id);
            _shared = (id, new WeakReference<Task<ReportInput>>(input));
            return input;
        }
    }

    /// <summary>What the documents are made from.</summary>
    /// <exception cref="CompileException">A text names a figure that does not exist; the message names both, and the nearest that does.</exception>
    public static ReportInput Create(Snapshot snapshot, Compilation compilation)
    {
        var (from, report) = (snapshot.Input, snapshot.Report);
        var outline = report.Outline;
        var figures = compilation.Figures.ToDictionary(f => f.Name);
        var decided = from.Plan.Reviews.Where(r => from.Forms.Any(f => f.Key == r.Form)).Select(r => r.Key).ToArray();
        try
        {
            return new ReportInput
            {
                Compilation = compilation,
                Plan = from.Plan,
                City = report.City,
                Office = report.Office,
                DiaryNumber = report.DiaryNumber,
                FileName = outline.FileName,
                Sections = [.. outline.SectionsOf(decided).Select(s => new ReportSection(s.Heading, s.Level, s.Kind, string.Join("\n\n", s.Texts.Select(t => FigureText.Fill(t.Markdown, t.File, figures)))))],
                Proposals = [.. outline.ProposalsOf(decided)],
                Appendices = [.. outline.AppendicesOf(decided).Select(a => new Appendix(a.Number, a.Kind, from.Plan.FormOf(a.Review), a.Name, a.Question))],
                Recipients = report.Recipients,
            };
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
