using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Word;
using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Wordprocessing;
using FrameProperties = DocumentFormat.OpenXml.Drawing.Wordprocessing.NonVisualGraphicFrameDrawingProperties;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Charts;

/// <summary>The place of a chart in the text, with its alternative text.</summary>
internal static class ChartDrawing
{
    private const long EmuPerCentimetre = 360_000;
    private const long EmuPerTwip = 635;

    public static string RelationshipId(int number) => $"rIdChart{number}";

    public static W.Paragraph Paragraph(BarChart chart, int number, int textWidth)
    {
        var name = $"{WordTexts.Chart} {number}";
        var drawing = new Drawing(new Inline(
            new Extent { Cx = textWidth * EmuPerTwip, Cy = (long)(chart.Height * EmuPerCentimetre) },
            new EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new DocProperties { Id = (uint)number, Name = name, Description = PlainText.OneLine(chart.AltText) },
            new FrameProperties(),
            new Graphic(new GraphicData(new ChartReference { Id = RelationshipId(number) })
            {
                Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart",
            }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
        return WordText.Paragraph(WordStyle.Figure, [new W.Run(drawing)]);
    }
}
