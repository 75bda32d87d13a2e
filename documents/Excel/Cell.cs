namespace Arshjulet.Documents.Excel;

/// <summary>The content of a cell: a text, which is never read as a formula, or a number.</summary>
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
    /// <summary>Hidden: for the file's own use, and sorted with the other columns.</summary>
    public bool Hidden { get; init; }

    /// <summary>People write in it: what they type stays text, also when it looks like a number or a date.</summary>
    public bool Input { get; init; }

    /// <summary>
    /// Index of the column that names, in each row, the list that this column's cell is chosen from. In this way a row keeps its list when it is sorted.
    /// </summary>
    public int? ListedBy { get; init; }
}

/// <summary>A sheet with one table from its first cell.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows)
{
    /// <summary>How many columns stay in view when the sheet is scrolled sideways; the heading row always does.</summary>
    public int FrozenColumns { get; init; }

    public bool Hidden { get; init; }

    /// <summary>Names of the columns as lists for drop-downs, one for each column; none for an ordinary sheet.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];
}
