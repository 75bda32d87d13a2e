using System.Reflection;
using Arshjulet.Local.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Hosting;

/// <summary>Gives the app's orchestrators and activities to the engine.</summary>
internal static class OrchestrationFunctions
{
    private static readonly MethodInfo _getInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    public static OrchestrationRegistry Register(IReadOnlyList<FunctionEntry> functions, FunctionPipeline pipeline)
    {
        var registry = new OrchestrationRegistry();
        foreach (var function in functions)
        {
            switch (function.Trigger)
            {
                case OrchestrationTriggerAttribute trigger:
                    registry.AddOrchestrator(trigger.Orchestration ?? function.Name, context => pipeline.InvokeAsync(
                        function, Bind(context), CancellationToken.None, local => local.BindingData["instanceId"] = context.InstanceId));
                    break;
                case ActivityTriggerAttribute trigger:
                    registry.AddActivity(trigger.Activity ?? function.Name, (call, cancellation) => pipeline.InvokeAsync(
                        function, Bind(call), cancellation, local => local.BindingData["instanceId"] = call.InstanceId));
                    break;
            }
        }

        return registry;
    }

    /// <summary>The context, and the input for whatever else the orchestrator asks for.</summary>
    private static FunctionPipeline.TriggerBinder Bind(TaskOrchestrationContext context) =>
        (LocalFunctionContext _, ParameterInfo parameter, out object? value) =>
        {
            value = parameter.ParameterType == typeof(TaskOrchestrationContext)
                ? context
                : _getInput.MakeGenericMethod(parameter.ParameterType).Invoke(context, null);
            return true;
        };

    private static FunctionPipeline.TriggerBinder Bind(ActivityCall call) =>
        (LocalFunctionContext local, ParameterInfo parameter, out object? value) =>
        {
            value = null;
            if (!local.Function.IsTrigger(parameter))
            {
                return false;
            }

            value = call.SerializedInput is { } input ? call.Converter.Deserialize(input, parameter.ParameterType) : null;
            return true;
        };
}
