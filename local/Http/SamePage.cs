using Microsoft.AspNetCore.Http;

namespace Arshjulet.Local.Http;

/// <summary>
/// The host's own pages change things without a sign-in, so only they themselves (or a program on this machine, which sends neither header) may
/// post to them.
/// </summary>
internal static class SamePage
{
    private static readonly PathString[] _own = ["/lokalt", "/.auth", "/v1.0"];

    public static Task RefuseOthersAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !_own.Any(p => request.Path.StartsWithSegments(p)) || IsOwn(request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin" or "none" && (origin == "" || origin == $"{request.Scheme}://{request.Host}");
    }
}
