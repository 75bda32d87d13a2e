using Microsoft.AspNetCore.Http;

namespace Arshjulet.Local.Http;

/// <summary>
/// Refuses requests that reached the loopback address under another name: a page on the web whose name is made to point here
/// could otherwise read everything.
/// </summary>
internal static class LoopbackHost
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "[::1]"];

    public static Task RefuseOthersAsync(HttpContext context, RequestDelegate next)
    {
        if (_names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
