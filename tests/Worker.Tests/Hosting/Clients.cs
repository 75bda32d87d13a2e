namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>HTTP clients that hide nothing: they follow no redirect and keep no cookie. A body that waits to be asked for waits as long as it takes.</summary>
public static class Clients
{
    public static HttpClient Create(Uri address) => new(Handler()) { BaseAddress = address };

    public static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
}
