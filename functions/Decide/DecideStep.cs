using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Years;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Decide;

/// <summary>KS decides the year's reviews; the secretary registers it, and the year begins to turn.</summary>
public sealed class DecideStep(YearStore years, AuditLog audit, YearStart start)
{
    /// <summary>Registers the decision once and starts the year's orchestration. Again with the same facts is once.</summary>
    /// <returns>False when another decision stands already.</returns>
    public async Task<bool> RegisterAsync(int year, ReviewsDecision decision, OfficeUser by, DurableTaskClient client, CancellationToken cancellation)
    {
        if (!await years.TryDecideAsync(year, decision, CancellationToken.None)
            && await years.ReadAsync(year, cancellation) is { Decision: { } stands } && !Same(stands, decision))
        {
            return false;
        }

        // Also when it stood already: the process may have died before it was logged.
        await audit.AppendOnceAsync(AuditScope.ForYear(year), by.Id, Act.DecisionRegistered, $"KS {decision.Date:O} § {decision.Paragraph}", CancellationToken.None);
        await start.StartAsync(client, year, CancellationToken.None);
        return true;
    }

    private static bool Same(ReviewsDecision a, ReviewsDecision b) => a.Date == b.Date && a.Paragraph == b.Paragraph && a.DiaryNumber == b.DiaryNumber && a.Reviews.SequenceEqual(b.Reviews);
}
