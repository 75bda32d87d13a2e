namespace Arshjulet.Demo.Tests;

/// <summary>Somebody who has opened a personal link in a browser of her own.</summary>
internal abstract class StubbornRespondent(KilledSite site) : Stubborn, IDisposable
{
    protected StubbornBrowser Browser { get; } = new(site);

    public Task StartAsync(string link) => Browser.BeginAsync(link);

    public void Dispose() => Browser.Dispose();
}
