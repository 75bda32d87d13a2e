using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations;

/// <summary>One call of an activity.</summary>
/// <param name="Name">The activity's name, as the orchestrator wrote it.</param>
/// <param name="InstanceId">The instance that calls.</param>
/// <param name="SerializedInput">The input as text; null when there is none.</param>
/// <param name="Converter">What the input is read with, and the result written with.</param>
public sealed record ActivityCall(string Name, string InstanceId, string? SerializedInput, DataConverter Converter);
