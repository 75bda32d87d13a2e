using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations;

/// <summary>There is no instance with this id.</summary>
public sealed class InstanceNotFoundException(string id) : Exception($"There is no instance with the id '{id}'.");

/// <summary>There is already an instance with the id, and the start may not replace it.</summary>
public sealed class InstanceExistsException(string id, OrchestrationRuntimeStatus status)
    : Exception($"There is already an instance with the id '{id}', and its status is {status}.");
