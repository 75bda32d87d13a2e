using Arshjulet.Local.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP request behind an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <returns>Null when the function was not started by HTTP.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) => context.Features.Get<HttpContext>();
}

/// <summary>What an invocation returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new LocalInvocationResult(Outcome(context));

    /// <exception cref="InvalidOperationException">The function returned something else than a <typeparamref name="T"/>.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context) => new LocalInvocationResult<T>(Outcome(context));

    private static InvocationOutcome Outcome(FunctionContext context) => context.Features.Get<InvocationOutcome>()
        ?? throw new InvalidOperationException($"Function '{context.FunctionDefinition.Name}' has no invocation result.");
}

/// <summary>Loggers of an invocation.</summary>
public static class FunctionContextLoggerExtensions
{
    public static ILogger<T> GetLogger<T>(this FunctionContext context) => context.InstanceServices.GetRequiredService<ILogger<T>>();

    public static ILogger GetLogger(this FunctionContext context, string categoryName) =>
        context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
}
