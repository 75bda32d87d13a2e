using System.Net;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>A browser that sends again until the site answers. Its cookies are those it got before the site was killed.</summary>
internal sealed class StubbornBrowser(KilledSite site) : IDisposable
{
    /// <summary>Tries after a site was started again, or its storage left to come back: then it does not come back.</summary>
    private const int Patience = 2000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });

    /// <summary>Opens a link as a person does: ticks the box and goes on.</summary>
    public async Task BeginAsync(string link, Kill? kill = null)
    {
        using var response = await SendAsync(() => Post(link, new FormUrlEncodedContent([new("person", "ja")])), kill);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    public Task<HttpResponseMessage> GetAsync(string address, Kill? kill = null) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, To(address)), kill);

    /// <summary>Sends until there is an answer. While nothing is being killed, the first answer is the one.</summary>
    /// <param name="make">Makes what is sent, anew for each try.</param>
    /// <param name="kill">What is being killed meanwhile.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, Kill? kill = null)
    {
        for (var left = Patience; left > 0; left -= kill is { Over.IsCompleted: true } ? 1 : 0)
        {
            using var request = make();
            request.RequestUri = new Uri(site.Address, request.RequestUri!);
            try
            {
                var response = await _http.SendAsync(request);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable || kill is not { Begun.IsCompleted: true })
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException && kill is { Begun.IsCompleted: true })
            {
                // Nobody answers until the site is up again.
                await kill.Over;
            }
        }

        throw new InvalidOperationException("The site did not come back.");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>To be sent to an address of the site.</summary>
    public static HttpRequestMessage Post(string address, HttpContent? content = null) => new(HttpMethod.Post, To(address)) { Content = content };

    private static Uri To(string address) => new(address, UriKind.Relative);
}
