using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Pages;

/// <summary>Every address that nothing else answers.</summary>
public static class NoSuchPage
{
    [Function(nameof(NoSuchPage))]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw new NotFoundException($"No page {request.Path}.");

    /// <summary>
    /// The front door: there is nothing for strangers, and the office knows its way. The route is one that only nothing matches: the worker
    /// puts the prefix and a slash before it, and can read no route that is a slash itself.
    /// </summary>
    [Function("Start")]
    public static IResult Start([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => Results.Redirect("/kansli");
}
