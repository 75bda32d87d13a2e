using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Arshjulet.Functions.Pages;

/// <summary>Ways a function answers with a page.</summary>
public static class Answering
{
    /// <summary>A page that shows a view.</summary>
    public static IResult Page<TPage, TView>(TView view, int status = StatusCodes.Status200OK) where TPage : ViewPage<TView> where TView : notnull =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(ViewPage<>.View)] = view })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>On to another page after a post (303), so that the back button and reload do not post again.</summary>
    public static IResult SeeOther(HttpRequest request, string address)
    {
        request.HttpContext.Response.Headers.Location = address;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
