using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Lokalt;

/// <summary>The orchestrations: lists them, shows one's history, pauses and ends one.</summary>
internal static class OrchestrationEndpoints
{
    private const int Most = 500;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/orkestreringar", async (HttpContext http, OrchestrationEngine engine, string? borjar, string? status) =>
        {
            IReadOnlyList<object> instances = await ReadAsync(engine, borjar, status, http.RequestAborted);
            return LokaltEndpoints.Page<OrchestrationsPage>(http, new { Instances = instances, Prefix = borjar, Status = status });
        });
        pages.MapGet("/orkestreringar.json", async (HttpContext http, OrchestrationEngine engine, string? borjar, string? status) => Results.Json(
            (await ReadAsync(engine, borjar, status, http.RequestAborted)).Select(one => new
            {
                id = one.Id,
                name = one.Name,
                status = one.Status.ToString(),
                created = one.CreatedAt,
                updated = one.UpdatedAt,
                customStatus = one.CustomStatus,
            })));
        pages.MapGet("/orkestrering", ShowAsync);
        pages.MapPost("/orkestrering", ChangeAsync);
    }

    private static async Task<IReadOnlyList<InstanceState>> ReadAsync(
        OrchestrationEngine engine, string? prefix, string? status, CancellationToken cancellation)
    {
        OrchestrationRuntimeStatus[]? statuses = Enum.TryParse<OrchestrationRuntimeStatus>(status, out var one) ? [one] : null;
        var filter = InstanceFilter.Matching(null, null, statuses, string.IsNullOrWhiteSpace(prefix) ? null : prefix.Trim());
        var (found, next) = await engine.Client.PageAsync(filter, texts: true, Most, null, cancellation);
        while (found.Count < Most && next is not null)
        {
            (var more, next) = await engine.Client.PageAsync(filter, texts: true, Most - found.Count, next, cancellation);
            found = [.. found, .. more];
        }

        return found;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, OrchestrationEngine engine, string? id)
    {
        if (string.IsNullOrEmpty(id) || await FindAsync() is not { } instance)
        {
            return await LokaltEndpoints.NotFoundAsync(http);
        }

        var history = await engine.ReadHistoryAsync(id, http.RequestAborted);
        return LokaltEndpoints.Page<OrchestrationPage>(http, new { Instance = (object)instance, History = history });

        async Task<InstanceState?> FindAsync()
        {
            try
            {
                return await engine.Client.FindAsync(id, texts: true, http.RequestAborted);
            }
            catch (ArgumentException)
            {
                // It can't be an id.
                return null;
            }
        }
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, OrchestrationEngine engine)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = form["id"].ToString();
        try
        {
            await (form["gor"].ToString() switch
            {
                "pausa" => engine.Client.SuspendAsync(id, "från /lokalt", http.RequestAborted),
                "fortsatt" => engine.Client.ResumeAsync(id, "från /lokalt", http.RequestAborted),
                "avbryt" => engine.Client.TerminateAsync(id, "\"från /lokalt\"", http.RequestAborted),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception refused) when (refused is InvalidOperationException or InstanceNotFoundException)
        {
            // Pressed twice, or it has ended meanwhile. The page shows how it is.
        }

        http.Response.Headers.Location = $"/lokalt/orkestrering?id={Uri.EscapeDataString(id)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
