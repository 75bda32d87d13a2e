using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The parameter that an orchestrator gets its context or input in.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; the function's if not given.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>The parameter that an activity gets its input in.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name; the function's if not given.</summary>
    public string? Activity { get; set; }
}

/// <summary>The parameter that a function gets its client in.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Read on Azure only; the local host has one hub.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Read on Azure only.</summary>
    public string? ConnectionName { get; set; }
}
