using Arshjulet.Local.Clock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Lokalt;

/// <summary>The start page and the clock: shows it, moves it, and waits until the work that a move caused is done.</summary>
internal static class ClockEndpoints
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/", (HttpContext http, LocalClock clock, WorkMeter meter) => LokaltEndpoints.Page<StartPage>(
            http, new { Now = clock.GetUtcNow(), clock.NextDue, ByHand = clock.IsMovedByHand, meter.UnderWay }));
        pages.MapGet("/klocka", (HttpContext http, LocalClock clock) => Page(http, clock, null, SwedishTime.Short(clock.GetUtcNow()).Replace(' ', 'T')));
        pages.MapGet("/klocka.json", (LocalClock clock) => State(clock));
        pages.MapPost("/klocka", MoveAsync);
        pages.MapPost("/klocka/nasta", async (HttpContext http, LocalClock clock) =>
        {
            await clock.MoveToNextAsync(http.RequestAborted);
            return Done(http, clock);
        });
        pages.MapPost("/vila", async (HttpContext http, LocalClock clock, WorkMeter meter) =>
        {
            await meter.WhenIdleAsync(http.RequestAborted);
            return State(clock);
        });
    }

    private static async Task<IResult> MoveAsync(HttpContext http, LocalClock clock)
    {
        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["till"].ToString();
        if (SwedishTime.Read(text) is not { } target)
        {
            return Fault(http, clock, "Skriv ett datum och ett klockslag.", text);
        }

        try
        {
            await clock.MoveToAsync(target, null, http.RequestAborted);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Fault(http, clock, "Klockan kan inte gå bakåt. Välj en tid efter den som visas.", text);
        }

        return Done(http, clock);
    }

    private static IResult Done(HttpContext http, LocalClock clock)
    {
        if (LokaltEndpoints.WantsJson(http.Request))
        {
            return State(clock);
        }

        http.Response.Headers.Location = "/lokalt/klocka";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Fault(HttpContext http, LocalClock clock, string fault, string text) => LokaltEndpoints.WantsJson(http.Request)
        ? Results.Json(new { error = fault }, statusCode: StatusCodes.Status400BadRequest)
        : Page(http, clock, fault, text);

    private static IResult Page(HttpContext http, LocalClock clock, string? fault, string tried) => LokaltEndpoints.Page<ClockPage>(
        http,
        new { Now = clock.GetUtcNow(), clock.NextDue, ByHand = clock.IsMovedByHand, Fault = fault, Tried = tried },
        fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult State(LocalClock clock) => Results.Json(new { now = clock.GetUtcNow(), nextDue = clock.NextDue, byHand = clock.IsMovedByHand });
}
