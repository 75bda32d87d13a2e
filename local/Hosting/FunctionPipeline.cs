using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// Runs one function: the app's middleware, then a new instance with injected services, its parameters bound. Awaits nothing of its
/// own, because an orchestrator's turn must see no foreign task.
/// </summary>
internal sealed class FunctionPipeline
{
    private readonly IServiceProvider _services;
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionPipeline(IServiceProvider services, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        _services = services;
        _pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, outer) => outer(next));
    }

    /// <summary>Binds a parameter that the trigger knows of; false leaves it to the host.</summary>
    public delegate bool TriggerBinder(LocalFunctionContext context, ParameterInfo parameter, out object? value);

    /// <param name="function">What to run.</param>
    /// <param name="bind">Binds what the trigger brings.</param>
    /// <param name="cancellation">The function's own token.</param>
    /// <param name="prepare">Adds to the context before the middleware sees it.</param>
    /// <param name="complete">Takes the result while the invocation's services still live.</param>
    /// <param name="retry">Which try this is.</param>
    /// <returns>What the function returned, or what middleware put in its place.</returns>
    public async Task<object?> InvokeAsync(
        FunctionEntry function,
        TriggerBinder bind,
        CancellationToken cancellation,
        Action<LocalFunctionContext>? prepare = null,
        Func<object?, Task>? complete = null,
        (int Count, int Max) retry = default)
    {
        using var scope = _services.CreateScope();
        var context = new LocalFunctionContext(function, scope.ServiceProvider, cancellation) { RetryCount = retry.Count, MaxRetryCount = retry.Max };
        var outcome = new InvocationOutcome();
        context.Features.Set(outcome);
        context.Features.Set(bind);
        prepare?.Invoke(context);
        await _pipeline(context);
        if (complete is not null)
        {
            await complete(outcome.Value);
        }

        return outcome.Value;
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        var method = local.Function.Method;
        var bind = context.Features.Get<TriggerBinder>()!;
        var arguments = method.GetParameters().Select(parameter => Bind(local, parameter, bind)).ToArray();
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.DeclaringType!);
        try
        {
            context.Features.Get<InvocationOutcome>()!.Value = await AwaitAsync(Call(method, instance, arguments));
        }
        finally
        {
            switch (instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    private static object? Call(MethodInfo method, object? instance, object?[] arguments)
    {
        try
        {
            return method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }
    }

    private static async Task<object?> AwaitAsync(object? returned)
    {
        switch (returned)
        {
            case Task task:
                await task;
                return task.GetType().IsGenericType ? ResultOf(task) : null;
            case ValueTask task:
                await task;
                return null;
            case not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                return await AwaitAsync(type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null));
            default:
                return returned;
        }
    }

    /// <summary>An async method without a result returns a Task of an internal "void" type.</summary>
    private static object? ResultOf(Task task)
    {
        var result = task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
        return result?.GetType().FullName == "System.Threading.Tasks.VoidTaskResult" ? null : result;
    }

    private static object? Bind(LocalFunctionContext context, ParameterInfo parameter, TriggerBinder bind)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context.CancellationToken;
        }

        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            return context.InstanceServices.GetRequiredService<Orchestrations.OrchestrationEngine>().Client;
        }

        if (bind(context, parameter, out var value))
        {
            return value;
        }

        if (context.BindingData.TryGetValue(parameter.Name!, out var data))
        {
            return BindingText.Convert(context.FunctionDefinition.Name, parameter, data);
        }

        return parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable
            ? parameter.DefaultValue is DBNull ? null : parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Function '{context.FunctionDefinition.Name}': nothing binds its parameter '{parameter.ParameterType.Name} {parameter.Name}'.");
    }
}
