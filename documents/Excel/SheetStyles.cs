using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Documents.Excel;

/// <summary>The few formats that the workbooks use, by their index.</summary>
internal static class SheetStyles
{
    public const uint Heading = 1;
    public const uint Text = 2;
    public const uint Number = 3;
    public const uint QuotedText = 4;
    public const uint Input = 5;
    private const uint Thousands = 3;
    private const uint AsText = 49;

    public static Stylesheet Root() => new(
        new Fonts(FontOf("1D1D1D", bold: false), FontOf("12324A", bold: true)) { Count = 2 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE8EEF3" }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid }))
        { Count = 3 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat { FormatId = 0 },
            Format(font: 1, fill: 2, vertical: VerticalAlignmentValues.Bottom),
            Format(vertical: VerticalAlignmentValues.Top),
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top })
            {
                FormatId = 0,
                FontId = 0,
                FillId = 0,
                NumberFormatId = Thousands,
                ApplyNumberFormat = true,
                ApplyAlignment = true,
            },
            Format(vertical: VerticalAlignmentValues.Top, quoted: true),
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
            {
                FormatId = 0,
                FontId = 0,
                FillId = 0,
                NumberFormatId = AsText,
                ApplyNumberFormat = true,
                ApplyAlignment = true,
            })
        { Count = 6 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 },
        new DifferentialFormats { Count = 0 },
        new TableStyles { Count = 0, DefaultTableStyle = "TableStyleLight1" });

    private static Font FontOf(string colour, bool bold)
    {
        var font = new Font(new FontSize { Val = 11 }, new Color { Rgb = $"FF{colour}" }, new FontName { Val = "Arial" }, new FontFamilyNumbering { Val = 2 });
        if (bold)
        {
            font.InsertAt<OpenXmlElement>(new Bold(), 0);
        }

        return font;
    }

    private static CellFormat Format(uint font = 0, uint fill = 0, EnumValue<VerticalAlignmentValues>? vertical = null, bool quoted = false) =>
        new(new Alignment { Vertical = vertical, WrapText = true })
        {
            FormatId = 0,
            FontId = font,
            FillId = fill,
            ApplyFont = true,
            ApplyFill = true,
            ApplyAlignment = true,
            QuotePrefix = quoted ? true : null,
        };
}
