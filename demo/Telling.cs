using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;

namespace Arshjulet.Demo;

/// <summary>Tells the story on the console, one line for each event.</summary>
internal sealed class Telling(int total)
{
    private const int BarWidth = 24;

    public static void Line(DateTimeOffset at, string what) => Console.WriteLine($"{Swedish.Date(WorkingDays.DayOf(at))}  {what}");

    /// <summary>An event, with how many have answered so far.</summary>
    public void Progress(DateTimeOffset at, int done, string what)
    {
        var filled = BarWidth * done / total;
        Line(at, $"[{new string('█', filled)}{new string('░', BarWidth - filled)}] {done,2} av {total}  {what}");
    }
}
