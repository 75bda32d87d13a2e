namespace Arshjulet.Documents.Excel;

/// <summary>What stands in a cell: a text, which is never read as a formula, or a number.</summary>
internal readonly record struct Cell(string? Text, int? Number)
{
    public static readonly Cell Empty = new(null, null);

    public static implicit operator Cell(string? text) => new(text, null);

    public static implicit operator Cell(int number) => new(null, number);

    public static implicit operator Cell(int? number) => new(null, number);
}

/// <summary>A column: its heading, unique in the sheet, and its width in characters.</summary>
internal sealed record Column(string Heading, double Width)
{
    /// <summary>For the file's own use: sorted with the rest, but out of sight.</summary>
    public bool Hidden { get; init; }

    /// <summary>Written in by people: what they type stays text, also when it looks like a number or a date.</summary>
    public bool Input { get; init; }

    /// <summary>Index of the column that names, row by row, the list that this one's cells are chosen from. So a row that is sorted keeps its list.</summary>
    public int? ListedBy { get; init; }
}

/// <summary>A sheet with one table from its first cell.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>How many columns stay in view when the sheet is scrolled sideways; the heading row always does.</summary>
    public int FrozenColumns { get; init; }

    public bool Hidden { get; init; }

    /// <summary>Names by which the columns' cells can be chosen from, one a column; none for an ordinary sheet.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];
}
