using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Arshjulet.Local.TestApp.Http;

/// <summary>A fault that the app answers itself.</summary>
public sealed class ConflictException(string message) : Exception(message);

/// <summary>Answers <see cref="ConflictException"/> with a page of the app's own.</summary>
public sealed class ConflictPages : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ConflictException conflict)
        {
            context.GetInvocationResult().Value = Results.Text($"The app's own page: {conflict.Message}", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
