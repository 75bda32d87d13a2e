using Arshjulet.Local.Http;
using Arshjulet.Local.Orchestrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Lokalt;

/// <summary>The orchestrations: which there are, what one has done, pausing and ending it.</summary>
internal static class OrchestrationEndpoints
{
    private const int Most = 500;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/orkestreringar", async (HttpContext http, OrchestrationEngine engine, string? borjar, string? status) => LokaltEndpoints.Page<OrchestrationsPage>(
            http, new { Instances = await ReadAsync(engine, borjar, status, http.RequestAborted), Prefix = borjar, Status = status }));
        pages.MapGet("/orkestreringar.json", async (HttpContext http, OrchestrationEngine engine, string? borjar, string? status) => Results.Json(
            (await ReadAsync(engine, borjar, status, http.RequestAborted)).Select(one => new
            {
                id = one.InstanceId,
                name = one.Name,
                status = one.RuntimeStatus.ToString(),
                created = one.CreatedAt,
                updated = one.LastUpdatedAt,
                customStatus = one.SerializedCustomStatus,
            })));
        pages.MapGet("/orkestrering", ShowAsync);
        pages.MapPost("/orkestrering", ChangeAsync);
    }

    private static async Task<IReadOnlyList<OrchestrationMetadata>> ReadAsync(OrchestrationEngine engine, string? prefix, string? status, CancellationToken cancellation)
    {
        var query = new OrchestrationQuery(
            InstanceIdPrefix: string.IsNullOrWhiteSpace(prefix) ? null : prefix.Trim(),
            Statuses: Enum.TryParse<OrchestrationRuntimeStatus>(status, out var one) ? [one] : null);
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            found.Add(instance);
            if (found.Count == Most)
            {
                break;
            }
        }

        return found;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, OrchestrationEngine engine, string? id)
    {
        if (id is null || await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true, http.RequestAborted) is not { } instance)
        {
            await FaultPages.WriteAsync(http, StatusCodes.Status404NotFound);
            return Results.Empty;
        }

        return LokaltEndpoints.Page<OrchestrationPage>(http, new { Instance = instance, History = await engine.ReadHistoryAsync(id, http.RequestAborted) });
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, OrchestrationEngine engine)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = form["id"].ToString();
        await (form["gor"].ToString() switch
        {
            "pausa" => engine.Client.SuspendInstanceAsync(id, "från /lokalt", http.RequestAborted),
            "fortsatt" => engine.Client.ResumeInstanceAsync(id, "från /lokalt", http.RequestAborted),
            "avbryt" => engine.Client.TerminateInstanceAsync(id, (object)"från /lokalt", http.RequestAborted),
            _ => Task.CompletedTask,
        });
        http.Response.Headers.Location = $"/lokalt/orkestrering?id={Uri.EscapeDataString(id)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
