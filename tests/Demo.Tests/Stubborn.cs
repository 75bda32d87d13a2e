using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>Somebody who writes one thing after the other while the site comes and goes, and each again until it is acknowledged.</summary>
internal abstract class Stubborn
{
    protected virtual bool HasMore => true;

    /// <summary>Writes until the kill is over and one thing more is acknowledged.</summary>
    public async Task WriteAsync(Kill kill)
    {
        var over = false;
        while (HasMore && !over)
        {
            over = kill.Over.IsCompleted;
            var one = WriteOneAsync(kill);
            kill.Sent();
            await one;
            kill.Acknowledged();
        }

        Assert.True(over, "There was nothing left to write before the kill was over.");
    }

    /// <summary>What stands is what was acknowledged.</summary>
    public abstract Task CheckAsync();

    /// <summary>Sends one thing at once, and again until it is acknowledged.</summary>
    protected abstract Task WriteOneAsync(Kill kill);
}
