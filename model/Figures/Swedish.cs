using System.Globalization;
using Arshjulet.Model.Calendar;

namespace Arshjulet.Model.Figures;

/// <summary>Numbers, dates and lists as Swedish prose and tables write them (Myndigheternas skrivregler; Isof's Frågelådan on "procent").</summary>
public static class Swedish
{
    /// <summary>sv-SE. Collation puts å ä ö last; a machine that lacks ICU fails here at once.</summary>
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("sv-SE");

    /// <summary>Sorts names as a Swedish list does.</summary>
    public static readonly StringComparer ByName = StringComparer.Create(Culture, ignoreCase: true);

    private const char FixedSpace = '\u00A0';

    private static readonly string[] Words =
        ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];

    /// <summary>"2 800", with fixed spaces between thousands.</summary>
    public static string Number(long number) => number.ToString("N0", Culture).Replace(' ', FixedSpace);

    /// <summary>In prose: "89 procent".</summary>
    public static string PercentInProse(int percent) => $"{Number(percent)}{FixedSpace}procent";

    /// <summary>In tables: "89 %" with a fixed space.</summary>
    public static string PercentInTable(int percent) => $"{Number(percent)}{FixedSpace}%";

    /// <summary>"65–78" with an en dash and no spaces; a single number where both ends are the same.</summary>
    public static string Interval(Span span) => span.Min == span.Max ? Number(span.Min) : $"{Number(span.Min)}–{Number(span.Max)}";

    /// <summary>"65–78 procent".</summary>
    public static string SpanInProse(Span span) => $"{Interval(span)}{FixedSpace}procent";

    /// <summary>Small numbers in words up to twelve ("sex"), larger ones in figures. Neuter "ett" where asked.</summary>
    public static string InWords(int number, bool neuter = false) =>
        number is < 0 or > 12 ? Number(number) : number == 1 && neuter ? "ett" : Words[number];

    /// <summary>In prose: "24 mars 2025".</summary>
    public static string LongDate(DateOnly date) => date.ToString("d MMMM yyyy", Culture);

    /// <summary>With the weekday: "måndag 24 mars 2025".</summary>
    public static string LongDateWithWeekday(DateOnly date) => date.ToString("dddd d MMMM yyyy", Culture);

    /// <summary>In tables: "2025-03-24".</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>In tables: "2024-11-21 14:03", in Stockholm.</summary>
    public static string DateAndTime(DateTimeOffset instant) => WorkingDays.InStockholm(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"a, b och c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} och {items[^1]}",
    };
}
