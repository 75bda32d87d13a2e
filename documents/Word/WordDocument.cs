using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using WTable = DocumentFormat.OpenXml.Wordprocessing.Table;

namespace Arshjulet.Documents.Word;

/// <summary>A Word document while it is written, from top to bottom. Callers give text and figures; styles, lists and ids are kept here.</summary>
internal sealed class WordDocument(DocumentProperties properties, string? footer = null, bool landscape = false)
{
    private const int DeepestHeading = 4;
    private const int Bullets = 1;
    private readonly List<OpenXmlElement> _content = [];
    private readonly List<string> _links = [];
    private readonly List<BarChart> _charts = [];
    private readonly List<int> _numbered = [];
    private int _tables;
    private int _level;

    public DocumentProperties Properties { get; } = properties;

    /// <summary>The footer's text beside the page number.</summary>
    public string? Footer { get; } = footer;

    /// <summary>Landscape pages, for tables of many columns.</summary>
    public bool Landscape { get; } = landscape;

    private int TextWidth => WordPage.TextWidth(Landscape);

    public IReadOnlyList<OpenXmlElement> Content => _content;
    public IReadOnlyList<string> Links => _links;
    public IReadOnlyList<BarChart> Charts => _charts;

    /// <summary>The first number of each numbered list; its id is its index plus two, since the bullets have 1.</summary>
    public IReadOnlyList<int> Numbered => _numbered;

    public void Title(string text) => Paragraph(WordStyle.Title, text);

    /// <summary>A heading. A level that skips one is raised: a screen reader's list of headings must have no gaps.</summary>
    public void Heading(int level, string text) => Heading(level, [WordText.Run(PlainText.OneLine(text))]);

    public void Heading(int level, IEnumerable<OpenXmlElement> runs)
    {
        _level = Math.Clamp(level, 1, Math.Min(_level + 1, DeepestHeading));
        Paragraph($"Heading{_level}", runs);
    }

    /// <summary>The level of the current heading.</summary>
    public int Level => _level;

    public void Paragraph(string text) => Paragraph(WordStyle.Normal, text);

    public void Paragraph(string style, string text) => Paragraph(style, WordText.Runs(text));

    public void Paragraph(string style, IEnumerable<OpenXmlElement> runs) => Add(WordText.Paragraph(style, runs));

    /// <summary>The paragraph before a list, kept on the same page as the list.</summary>
    public void Intro(string text) => Intro(WordText.Runs(text));

    public void Intro(IEnumerable<OpenXmlElement> runs)
    {
        var paragraph = WordText.Paragraph(WordStyle.Normal, runs);
        paragraph.ParagraphProperties!.KeepNext = new KeepNext();
        Add(paragraph);
    }

    public void Note(string text) => Paragraph(WordStyle.Note, text);

    /// <summary>A label in bold and its value, as "Datum  2025-03-24" at the head.</summary>
    public void Particular(string label, string text) =>
        Paragraph(WordStyle.Particulars, [WordText.Run(label, bold: true), new Run(new TabChar()), .. WordText.Runs(text)]);

    public void BulletList(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            ListItem(Bullets, 0, WordText.Runs(item));
        }
    }

    /// <summary>Starts a numbered list; the id is given to its items, which may have other paragraphs between them.</summary>
    public int StartNumbered(int first = 1)
    {
        _numbered.Add(first);
        return _numbered.Count + Bullets;
    }

    /// <summary>An item of a list; <paramref name="list"/> is null for bullets.</summary>
    public void ListItem(int? list, int level, IEnumerable<OpenXmlElement> runs)
    {
        var paragraph = WordText.Paragraph(list is null or Bullets ? WordStyle.ListBullet : WordStyle.ListNumber, runs);
        paragraph.ParagraphProperties!.NumberingProperties = new NumberingProperties(
            new NumberingLevelReference { Val = Math.Min(level, WordNumbering.Deepest) }, new NumberingId { Val = list ?? Bullets });
        Add(paragraph);
    }

    /// <summary>A further paragraph of a list's item, under its text.</summary>
    public void ListContinuation(int level, IEnumerable<OpenXmlElement> runs)
    {
        var paragraph = WordText.Paragraph(WordStyle.ListContinue, runs);
        paragraph.ParagraphProperties!.Indentation = new Indentation { Left = $"{567 + (425 * Math.Min(level, WordNumbering.Deepest))}" };
        Add(paragraph);
    }

    /// <summary>A numbered caption, the table under it, and its notes.</summary>
    public void Table(string caption, WordTable table, params IEnumerable<string> notes)
    {
        _tables++;
        Add(WordText.Caption(WordTexts.Table, _tables, caption));
        Table(table with { Caption = caption });
        foreach (var note in notes)
        {
            Note(note);
        }
    }

    /// <summary>A table without a caption of its own: the heading above says what it is.</summary>
    public void Table(WordTable table)
    {
        Add(table.ToElement(TextWidth));
    }

    /// <summary>A table of a text's own, its cells as runs, the heading row first.</summary>
    public void Table(IReadOnlyList<double> widths, IReadOnlyList<bool> numbers, IReadOnlyList<IReadOnlyList<IEnumerable<OpenXmlElement>>> rows)
    {
        var sum = widths.Sum();
        Add(WordTables.Of([.. widths.Select(w => (int)(w / sum * TextWidth))], numbers, rows, total: false, caption: null));
    }

    /// <summary>A numbered caption and a chart that can be edited in Word.</summary>
    public void Chart(BarChart chart)
    {
        _charts.Add(chart);
        Add(WordText.Caption(WordTexts.Chart, _charts.Count, chart.Title));
        Add(ChartDrawing.Paragraph(chart, _charts.Count, TextWidth));
    }

    /// <summary>The relationship id of an address outside the document.</summary>
    public string Link(string address)
    {
        if (!_links.Contains(address))
        {
            _links.Add(address);
        }

        return $"rIdLink{_links.IndexOf(address) + 1}";
    }

    /// <summary>
    /// Space after a table, and after the particulars, is set on the paragraph that follows. Word joins two tables that follow each other, and needs a
    /// paragraph last: only there an empty one is put in.
    /// </summary>
    private void Add(OpenXmlElement element)
    {
        if (_content.LastOrDefault() is WTable && element is WTable)
        {
            _content.Add(WordText.Paragraph(WordStyle.Note, []));
        }
        else if (EndsTight(_content.LastOrDefault()) && element is Paragraph { ParagraphProperties: { } properties }
            && properties.ParagraphStyleId?.Val?.Value is WordStyle.Normal or WordStyle.ListBullet or WordStyle.ListNumber or WordStyle.Quote)
        {
            properties.SpacingBetweenLines = new SpacingBetweenLines { Before = "220" };
        }

        // Items of a list have no space between them; the last one has the space of a paragraph after it.
        if (ListItemOf(_content.LastOrDefault()) is { } last && ListItemOf(element) is null)
        {
            last.SpacingBetweenLines = new SpacingBetweenLines { After = "140" };
        }

        _content.Add(element);
    }

    private static bool EndsTight(OpenXmlElement? element) =>
        element is WTable || (element is Paragraph { ParagraphProperties: { } properties } && properties.ParagraphStyleId?.Val?.Value == WordStyle.Particulars);

    private static ParagraphProperties? ListItemOf(OpenXmlElement? element) =>
        element is Paragraph { ParagraphProperties: { } properties }
        && properties.ParagraphStyleId?.Val?.Value is WordStyle.ListBullet or WordStyle.ListNumber or WordStyle.ListContinue ? properties : null;

    public DocumentFile ToFile(string name)
    {
        if (_content.Count == 0 || _content[^1] is WTable)
        {
            _content.Add(WordText.Paragraph(WordStyle.Note, []));
        }

        return new DocumentFile(PlainText.FileName(name, ".docx"), DocumentFile.Word, WordPackage.Bytes(this));
    }
}
