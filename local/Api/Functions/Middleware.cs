namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of an invocation, as middleware sees it.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Code around every invocation; resolved from the invocation's services.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
