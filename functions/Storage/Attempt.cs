using System.Security.Cryptography;

namespace Arshjulet.Functions.Storage;

/// <summary>What one attempt to read, decide and write came to.</summary>
/// <param name="Outcome">Whether another one is needed, and why.</param>
/// <param name="Value">What came of it, when done.</param>
public readonly record struct Attempt<T>(AttemptOutcome Outcome, T Value);

/// <summary>Whether an attempt is the last.</summary>
public enum AttemptOutcome
{
    Done,

    /// <summary>A part is written, and the next attempt writes more.</summary>
    Partly,

    /// <summary>Somebody else wrote in between: what was read is out of date.</summary>
    Refused,
}

/// <summary>Reading, deciding and writing on condition that nobody else has written in between.</summary>
public static class Attempt
{
    /// <summary>The longest pause between two attempts, in milliseconds.</summary>
    private const int LongestPause = 60;

    public static Attempt<T> Done<T>(T value) => new(AttemptOutcome.Done, value);

    public static Attempt<T> Partly<T>() => new(AttemptOutcome.Partly, default!);

    public static Attempt<T> Refused<T>() => new(AttemptOutcome.Refused, default!);

    /// <summary>Done if the write was made, else refused.</summary>
    public static Attempt<T> If<T>(bool written, T value) => written ? Done(value) : Refused<T>();

    /// <summary>
    /// Repeats an attempt until it is done. It ends: an attempt is refused only because another's write succeeded. A pause of random length,
    /// longer after each refusal, lets those who compete pass each other.
    /// </summary>
    public static async Task<T> UntilDoneAsync<T>(Func<Task<Attempt<T>>> attempt)
    {
        var pause = 5;
        while (true)
        {
            var (outcome, value) = await attempt();
            if (outcome == AttemptOutcome.Done)
            {
                return value;
            }

            if (outcome == AttemptOutcome.Refused)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, pause), CancellationToken.None);
                pause = Math.Min(2 * pause, LongestPause);
            }
        }
    }
}
