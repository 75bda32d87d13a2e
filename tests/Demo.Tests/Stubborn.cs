namespace Arshjulet.Demo.Tests;

/// <summary>Somebody who writes one thing after the other while the site comes and goes, and each again until it is acknowledged.</summary>
internal abstract class Stubborn
{
    /// <summary>How much she writes before the kill at most: whoever can't go on for ever keeps something for after it.</summary>
    protected virtual int Share => int.MaxValue;

    /// <summary>Writes until the kill is over and one thing more is acknowledged.</summary>
    public async Task WriteAsync(Kill kill)
    {
        var over = false;
        for (var left = Share; !over; left--)
        {
            if (left == 0)
            {
                await kill.Over;
            }

            over = kill.Over.IsCompleted;
            var one = WriteOneAsync(kill);
            kill.Sent();
            await one;
            kill.Acknowledged();
        }
    }

    /// <summary>What is kept is what was acknowledged.</summary>
    public abstract Task CheckAsync();

    /// <summary>Sends one thing at once, and again until it is acknowledged.</summary>
    protected abstract Task WriteOneAsync(Kill kill);
}
