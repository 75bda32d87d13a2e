using System.Collections.Concurrent;
using System.Net;
using Arshjulet.Local.Http;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>
/// The host's public side, as the real one does it: finds the function by its route, invokes it over the protocol, and hands the request on to
/// the server whose address the worker told, with the invocation's id.
/// </summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    /// <summary>The cookie of App Service authentication, which sits in front of the host.</summary>
    private const string SignedIn = "AppServiceAuthSession";

    private readonly FunctionsWorker _worker;
    private readonly WebApplication _server;
    private readonly IHttpForwarder _forwarder;
    private readonly ConcurrentDictionary<string, Task> _underWay = new();
    private readonly HttpMessageInvoker _http = new(Clients.Handler());

    private FrontDoor(FunctionsWorker worker)
    {
        _worker = worker;
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        web.Services.AddRouting().AddHttpForwarder();
        _server = web.Build();
        _forwarder = _server.Services.GetRequiredService<IHttpForwarder>();
        _server.MapGet("/.auth/login/aad", (HttpContext http, string post_login_redirect_uri) =>
        {
            http.Response.Cookies.Append(SignedIn, "-");
            return Results.Redirect(post_login_redirect_uri);
        });
        foreach (var function in worker.Functions.Where(function => function.IsTriggeredBy(TriggerTypes.Http)))
        {
            Map(function);
        }
    }

    /// <summary>The invocations that have not ended.</summary>
    public IReadOnlyCollection<Task> UnderWay => [.. _underWay.Values];

    public Uri Address => new(_server.Urls.First());

    public static async Task<FrontDoor> OpenAsync(FunctionsWorker worker)
    {
        var door = new FrontDoor(worker);
        await door._server.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private void Map(LoadedFunction function)
    {
        var route = FunctionRoutes.RouteOf(function, "");
        RequestDelegate answer = http => AnswerAsync(http, function);
        _ = FunctionRoutes.MethodsOf(function) is { Length: > 0 } methods ? _server.MapMethods(route, methods, answer) : _server.Map(route, answer);
    }

    private async Task AnswerAsync(HttpContext http, LoadedFunction function)
    {
        if (http.Request.Cookies.ContainsKey(SignedIn))
        {
            http.Request.Headers[Office.Header] = Office.Secretary.Principal;
        }

        var id = Guid.NewGuid().ToString();
        http.Request.Headers["x-ms-invocation-id"] = id;
        var values = http.Request.RouteValues.Where(value => value.Value is not null)
            .Select(value => KeyValuePair.Create(value.Key, value.Value!.ToString()!)).ToArray();
        var forwarding = _forwarder.SendAsync(http, _worker.Capabilities["HttpUri"], _http, ForwarderRequestConfig.Empty, HttpTransformer.Default).AsTask();
        var invocation = _worker.InvokeAsync(function, new TypedData { Http = new HttpData { Method = http.Request.Method } }, http.RequestAborted, id, values);
        _underWay[id] = invocation;
        await Task.WhenAny(invocation);
        _underWay.TryRemove(id, out _);
        await forwarding;
    }
}
