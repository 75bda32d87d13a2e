using System.Reflection;
using Arshjulet.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.Http;

/// <summary>HTTP functions as endpoints.</summary>
internal static class HttpFunctions
{
    /// <exception cref="StartRefusedException">The route cannot be read.</exception>
    public static void Map(
        IEndpointRouteBuilder endpoints, FunctionPipeline pipeline, FunctionEntry function, HttpTriggerAttribute trigger, string prefix)
    {
        // As the isolated worker builds it, so that a route which it can't read does not start here either.
        var route = $"{prefix}/{trigger.Route ?? function.Name}";
        try
        {
            var pattern = RoutePatternFactory.Parse(route);
            RequestDelegate run = http => RunAsync(http, pipeline, function);
            _ = trigger.Methods is { Length: > 0 } methods
                ? endpoints.MapMethods(pattern.RawText!, methods.Select(method => method.ToUpperInvariant()), run)
                : endpoints.Map(pattern, run);
        }
        catch (RoutePatternException fault)
        {
            throw new StartRefusedException($"Function '{function.Name}': the route '{route}' cannot be read: {fault.Message}", fault);
        }
    }

    private static async Task RunAsync(HttpContext http, FunctionPipeline pipeline, FunctionEntry function)
    {
        var services = http.RequestServices;
        try
        {
            await pipeline.InvokeAsync(function, Bind, http.RequestAborted, Prepare, result => RespondAsync(http, result));
        }
        finally
        {
            http.RequestServices = services;
        }

        void Prepare(LocalFunctionContext context)
        {
            context.Features.Set(http);
            context.Items["HttpRequestContext"] = http;

            // One scope for the function and for the page that it returns.
            http.RequestServices = context.InstanceServices;
            foreach (var (name, value) in http.Request.RouteValues)
            {
                context.BindingData[name] = value;
            }
        }

        bool Bind(LocalFunctionContext context, ParameterInfo parameter, out object? value)
        {
            value = parameter.ParameterType == typeof(HttpRequest) ? http.Request
                : parameter.ParameterType == typeof(HttpContext) ? http
                : null;
            return value is not null;
        }
    }

    private static Task RespondAsync(HttpContext http, object? result) => result switch
    {
        IResult answer => answer.ExecuteAsync(http),
        null => Task.CompletedTask,
        string text => http.Response.WriteAsync(text, http.RequestAborted),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
    };
}
