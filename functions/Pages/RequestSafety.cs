using Arshjulet.Functions.City;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Arshjulet.Functions.Pages;

/// <summary>A form was posted from another site's page.</summary>
public sealed class CrossSiteException(string origin) : Exception($"A post from {origin}.");

/// <summary>
/// Sets security headers on every response, and refuses posts from other sites whatever cookies they carry. Browsers say in Sec-Fetch-Site
/// (older ones in Origin) whose page is posting.
/// </summary>
public sealed class RequestSafety(Site site) : IFunctionsWorkerMiddleware
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            return next(context);
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            RequireOwnPage(http.Request);
        }

        return next(context);
    }

    private bool IsOwn(string origin, HttpRequest request) => Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (page.Authority == site.Address.Authority || page.Authority == request.Host.Value);

    private void RequireOwnPage(HttpRequest request)
    {
        var from = request.Headers["Sec-Fetch-Site"].ToString();
        if (from is not ("" or "same-origin" or "none"))
        {
            throw new CrossSiteException(from);
        }

        var origin = request.Headers.Origin.ToString();
        if (from.Length == 0 && origin.Length > 0 && !IsOwn(origin, request))
        {
            throw new CrossSiteException(origin);
        }
    }
}
