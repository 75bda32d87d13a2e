using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arshjulet.Functions.Pages;

/// <summary>HTTP results that show or lead to a page.</summary>
public static class PageResults
{
    /// <summary>Renders a page with its view.</summary>
    public static IResult Page<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : ViewPage<TView> where TView : notnull =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(ViewPage<>.View)] = view })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>Redirects after a post (303), so that reloading or going back does not post again.</summary>
    public static IResult SeeOther(HttpRequest request, string address)
    {
        request.HttpContext.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
