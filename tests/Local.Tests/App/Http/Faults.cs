using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Http;

/// <summary>Functions that fail or wait.</summary>
public sealed class Faults(Seen seen)
{
    [Function("Broken")]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"secret {request.Path}");

    [Function("Conflict")]
    public static IResult Conflict([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new ConflictException(request.Path);

    /// <summary>Answers, with a status alone, when somebody says go.</summary>
    [Function("Held")]
    public async Task<IResult> Held([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        seen.Add($"{request.Path} began");
        await seen.WaitForAsync("go", CancellationToken.None);
        return Results.Accepted();
    }

    [Function("Slow")]
    public async Task<IResult> Slow([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        seen.Add($"{request.Path} began");
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            seen.Add($"{request.Path} cancelled");
        }

        return Results.Text("too late");
    }
}
