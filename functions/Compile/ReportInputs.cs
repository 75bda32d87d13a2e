using Arshjulet.Documents;
using Arshjulet.Functions.City;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Functions.Compile;

/// <summary>Puts the office's texts, filled with figures, beside the compilation.</summary>
public sealed class ReportInputs(CityContent city)
{
    /// <summary>What the documents are made from.</summary>
    /// <exception cref="CompileException">A text names a figure that does not exist; the message names both, and the nearest that does.</exception>
    public ReportInput Create(CompilationInput from, Compilation compilation)
    {
        var outline = city.Year(compilation.Year).Report;
        var figures = compilation.Figures.ToDictionary(f => f.Name);
        try
        {
            return new ReportInput
            {
                Compilation = compilation,
                Plan = from.Plan,
                City = city.Facts.Name,
                Office = city.Facts.Office,
                FileName = outline.FileName,
                Sections = [.. outline.Sections.Select(s => new ReportSection(s.Heading, s.Level, s.Kind, s.Markdown is null ? null : FigureText.Fill(s.Markdown, s.File!, figures)))],
                Proposals = outline.Proposals,
                Appendices = outline.Appendices,
                Recipients = [.. city.Recipients.Select(b => b.Name)],
            };
        }
        catch (UnknownFigureException e)
        {
            throw new CompileException(e.Nearest is null
                ? Pages.Text.With(CompileTexts.UnknownFigure, e.Text, e.Name)
                : Pages.Text.With(CompileTexts.UnknownFigureNearest, e.Text, e.Name, e.Nearest));
        }
    }
}
