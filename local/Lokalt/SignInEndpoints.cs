using Arshjulet.Local.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Lokalt;

/// <summary>Signing in and out, at the addresses that App Service answers on Azure.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder web, RouteGroupBuilder pages)
    {
        web.MapGet("/.auth/login/aad", (string? post_login_redirect_uri) =>
            Results.Redirect($"/lokalt/logga-in?till={Uri.EscapeDataString(SignIn.LocalPath(post_login_redirect_uri))}"));
        web.MapGet("/.auth/logout", (HttpContext http, string? post_logout_redirect_uri) =>
        {
            SignIn.Forget(http);
            return Results.Redirect(SignIn.LocalPath(post_logout_redirect_uri));
        });
        web.Map("/.auth/{**rest}", http => FaultPages.WriteAsync(http, StatusCodes.Status404NotFound));
        pages.MapGet("/logga-in", (HttpContext http, SignIn signIn, string? till) => Page(http, signIn, till, failed: false));
        pages.MapPost("/logga-in", async (HttpContext http, SignIn signIn) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (!signIn.TryWrite(http, form["namn"], form["roll"]))
            {
                return Page(http, signIn, form["till"], failed: true);
            }

            http.Response.Headers.Location = SignIn.LocalPath(form["till"]);
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        });
    }

    private static IResult Page(HttpContext http, SignIn signIn, string? target, bool failed) => LokaltEndpoints.Page<SignInPage>(
        http,
        new { signIn.Roles, Target = SignIn.LocalPath(target), SignedIn = signIn.Read(http) is var (name, role) ? $"{name} ({role})" : null, Failed = failed },
        failed ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
}
