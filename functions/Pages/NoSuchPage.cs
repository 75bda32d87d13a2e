using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Pages;

/// <summary>The fallback for addresses that no other function serves.</summary>
public static class NoSuchPage
{
    [Function(nameof(NoSuchPage))]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        throw new NotFoundException($"No page {request.Path}.");

    /// <summary>
    /// The site's root, which leads to the office: respondents have links of their own. The route has an optional parameter that only an empty path
    /// matches, because the worker prepends the prefix and a slash and can't parse a route that is just a slash.
    /// </summary>
    [Function("Start")]
    public static IResult Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => Results.Redirect("/kansli");
}
