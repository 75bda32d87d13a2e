using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Pages;

/// <summary>Every address that nothing else answers.</summary>
public static class NoSuchPage
{
    [Function(nameof(NoSuchPage))]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw new NotFoundException($"No page {request.Path}.");

    /// <summary>The front door: there is nothing for strangers, and the office knows its way.</summary>
    [Function("Start")]
    public static IResult Start([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request) => Results.Redirect("/kansli");
}
