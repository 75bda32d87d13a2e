using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>
/// Starts a year. The year's orchestrator uses every step, so a step that starts the year can't refer to the orchestrator's class. It is
/// registered here by name instead.
/// </summary>
/// <param name="Orchestrator">The name of the orchestrator that runs a year.</param>
public sealed record YearStart(string Orchestrator)
{
    /// <summary>Starts the year unless it has already started.</summary>
    public Task StartAsync(DurableTaskClient client, int year, CancellationToken cancellation) =>
        Starting.StartAsync(client, Orchestrator, InstanceIds.ForYear(year), year, cancellation);
}
