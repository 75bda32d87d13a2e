using Arshjulet.Local.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Lokalt;

/// <summary>The host's own pages, all under /lokalt but for the sign-in that App Service answers on Azure.</summary>
internal static class LokaltEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var pages = web.MapGroup("/lokalt");
        pages.MapGet("/stil.css", () => Results.Stream(typeof(LokaltEndpoints).Assembly.GetManifestResourceStream("stil.css")!, "text/css; charset=utf-8"));
        ClockEndpoints.Map(pages);
        InboxEndpoints.Map(pages);
        QueueEndpoints.Map(pages);
        OrchestrationEndpoints.Map(pages);
        SignInEndpoints.Map(web, pages);
        pages.Map("/{**rest}", http => FaultPages.WriteAsync(http, StatusCodes.Status404NotFound));
    }

    /// <summary>A page under a policy that allows nothing but the host's own style sheet, forms and frames.</summary>
    public static IResult Page<TPage>(HttpContext http, object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status };
    }

    public static async Task<IResult> NotFoundAsync(HttpContext http)
    {
        await FaultPages.WriteAsync(http, StatusCodes.Status404NotFound);
        return Results.Empty;
    }

    /// <summary>Whether a program asks, and not a browser's form.</summary>
    public static bool WantsJson(HttpRequest request) => request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
