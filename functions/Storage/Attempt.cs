using System.Security.Cryptography;

namespace Arshjulet.Functions.Storage;

/// <summary>The outcome of one attempt to read, decide and write.</summary>
/// <param name="Outcome">Whether another attempt is needed, and why.</param>
/// <param name="Value">The result, if the attempt is done.</param>
public readonly record struct Attempt<T>(AttemptOutcome Outcome, T Value);

/// <summary>Whether another attempt is needed.</summary>
public enum AttemptOutcome
{
    Done,

    /// <summary>Part of the work is written; the next attempt continues with the rest.</summary>
    Incomplete,

    /// <summary>Somebody else wrote in between, so what was read is out of date.</summary>
    Refused,
}

/// <summary>Optimistic concurrency: read, decide, and write on condition that nobody else has written in between.</summary>
public static class Attempt
{
    /// <summary>The longest pause between two attempts, in milliseconds.</summary>
    private const int LongestPause = 60;

    public static Attempt<T> Done<T>(T value) => new(AttemptOutcome.Done, value);

    public static Attempt<T> Incomplete<T>() => new(AttemptOutcome.Incomplete, default!);

    public static Attempt<T> Refused<T>() => new(AttemptOutcome.Refused, default!);

    /// <summary>Done if the write succeeded, otherwise refused.</summary>
    public static Attempt<T> DoneIf<T>(bool written, T value) => written ? Done(value) : Refused<T>();

    /// <summary>
    /// Repeats an attempt until it is done. An attempt is refused when what it read is out of date, so somebody always makes progress. Between
    /// attempts it pauses for a random time, longer after each refusal, so that competing writers get out of each other's way.
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
