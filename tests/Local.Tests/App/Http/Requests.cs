using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Http;

/// <summary>What a request brings, and what an answer can be.</summary>
public sealed class Requests(TimeProvider clock)
{
    [Function("Ping")]
    public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text($"pong {request.Method}");

    /// <summary>The root: the worker can read no route that is a slash alone.</summary>
    [Function("Start")]
    public IResult Start([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
        Results.Text($"{request.Path} at {clock.GetUtcNow():u}");

    [Function("Values")]
    public static IResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{name}/{number:int}/{day?}")] HttpRequest request,
        string name,
        int number,
        string? day) =>
        Results.Text(string.Create(CultureInfo.InvariantCulture, $"{name} {number + 1} {day ?? "none"} {request.Query["q"]}"));

    [Function("Rest")]
    public static Task<IResult> Rest(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{language:length(2)}/{*path}")] HttpRequest request, string language, string? path) =>
        Task.FromResult(Results.Text($"{request.Method} {language}: {path}"));

    [Function("Echo")]
    public static async Task Echo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        request.HttpContext.Response.Headers["X-Function"] = context.FunctionDefinition.Name;
        await request.Body.CopyToAsync(request.HttpContext.Response.Body, cancellation);
    }

    [Function("SignedIn")]
    public static IResult SignedIn([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        request.HttpContext.Response.Cookies.Append("session", "secret", new CookieOptions { HttpOnly = true });
        return Results.Redirect("/session");
    }

    [Function("Session")]
    public static IResult Session([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(request.Cookies["session"] ?? "none");

    [Function("Upload")]
    public static async Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{form["title"]}: {form.Files.Single().FileName} {form.Files.Single().Length}"));
    }

    [Function("Who")]
    public static IResult Who([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(string.Join(
        '|', request.Headers["X-MS-CLIENT-PRINCIPAL"], request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"], request.Headers["X-MS-CLIENT-PRINCIPAL-IDP"]));
}
