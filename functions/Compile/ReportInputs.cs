using Arshjulet.Documents;
using Arshjulet.Functions.City;
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
        var (from, report) = (snapshot.Input, snapshot.Report);
        var outline = report.Outline;
        var figures = compilation.Figures.ToDictionary(f => f.Name);
        var decided = from.Plan.Reviews.Where(r => from.Forms.Any(f => f.Key == r.Form)).Select(r => r.Key).ToArray();
        string MarkdownOf(OutlineSection section) => string.Join("\n\n", section.Texts.Select(t => FigureText.Fill(t.Markdown, t.File, figures)));
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
                Sections = [.. outline.SectionsOf(decided).Select(s => new ReportSection(s.Heading, s.Level, s.Kind, MarkdownOf(s)))],
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
