using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>
/// Starts a year. The year's orchestrator knows every step, so a step that starts the year must not know the orchestrator: it is registered
/// here by name.
/// </summary>
/// <param name="Orchestrator">Name of the orchestrator that runs a year.</param>
public sealed record YearStart(string Orchestrator)
{
    /// <summary>Starts the year unless it has already started.</summary>
    public Task StartAsync(DurableTaskClient client, int year, CancellationToken cancellation) =>
        Starting.StartAsync(client, Orchestrator, InstanceIds.ForYear(year), year, cancellation);
}
