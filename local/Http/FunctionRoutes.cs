using System.Text.Json;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Arshjulet.Local.Http;

/// <summary>The app's HTTP functions as endpoints: each invokes its function, and gives the request to the worker's own pipeline.</summary>
internal sealed class FunctionRoutes(FunctionsWorker worker)
{
    /// <summary>The header by which the worker matches a request to its invocation.</summary>
    private const string InvocationHeader = "x-ms-invocation-id";

    /// <exception cref="StartRefusedException">A route cannot be read.</exception>
    public void Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        foreach (var function in worker.Functions.Where(function => function.IsTriggeredBy(TriggerTypes.Http)))
        {
            var route = RouteOf(function, prefix);
            try
            {
                var pattern = RoutePatternFactory.Parse(route);
                RequestDelegate run = http => InvokeAsync(http, function);
                _ = MethodsOf(function) is { Length: > 0 } methods ? endpoints.MapMethods(pattern.RawText!, methods, run) : endpoints.Map(pattern, run);
            }
            catch (RoutePatternException fault)
            {
                throw new StartRefusedException($"Function '{function.Name}': the route '{route}' cannot be read: {fault.Message}", fault);
            }
        }
    }

    /// <summary>A function's route, built as the isolated worker builds it, so that one which it can't read does not start here either.</summary>
    public static string RouteOf(LoadedFunction function, string prefix) => $"{prefix}/{function.TriggerText("route") ?? function.Name}";

    /// <summary>The methods that a function answers; none means all.</summary>
    public static string[] MethodsOf(LoadedFunction function) =>
        function.Trigger.TryGetProperty("methods", out var methods) && methods.ValueKind == JsonValueKind.Array
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
            : [];

    private async Task InvokeAsync(HttpContext http, LoadedFunction function)
    {
        var app = http.Features.Get<AppPipeline>() ?? throw new InvalidOperationException("The request did not come through the app's server.");
        var id = Guid.NewGuid().ToString();

        // The protocol takes route values as text.
        var values = http.Request.RouteValues.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Key, v.Value!.ToString()!)).ToArray();
        http.Request.Headers[InvocationHeader] = id;

        // The worker routes again, by its own table.
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        var services = http.RequestServices;
        http.RequestServices = app.Services;
        var data = new HttpData { Method = http.Request.Method, Url = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}" };
        var invocation = worker.InvokeAsync(function, new TypedData { Http = data }, http.RequestAborted, id, values);
        try
        {
            await Task.WhenAll(app.Run(http), invocation);
        }
        finally
        {
            // The worker has put its invocation's services there, which are disposed of with it.
            http.RequestServices = services;
        }

        var result = (await invocation).Result;
        if (result.Status != StatusResult.Types.Status.Success && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            throw new FunctionFailedException(function.Name, result.Exception);
        }
    }
}

/// <summary>The worker's own web pipeline, behind the front.</summary>
internal sealed record AppPipeline(RequestDelegate Run, IServiceProvider Services);

/// <summary>A function threw, and nothing in the app made a response of it.</summary>
internal sealed class FunctionFailedException(string function, WorkerException? cause)
    : Exception($"Function '{function}' failed: {cause?.Type} {cause?.Message}\n{cause?.StackTrace}");
