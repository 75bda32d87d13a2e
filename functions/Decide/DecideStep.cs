using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Years;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Decide;

/// <summary>KS decides the year's reviews; the secretary registers it, and the year's orchestration starts.</summary>
public sealed class DecideStep(YearStore years, AuditLog audit, YearStart start)
{
    /// <summary>Registers the decision and starts the year's orchestration. Called again with the same facts, it changes nothing.</summary>
    /// <returns>False when another decision is already registered.</returns>
    public async Task<bool> RegisterAsync(int year, ReviewsDecision decision, OfficeUser by, DurableTaskClient client, CancellationToken cancellation)
    {
        if (!await years.TryDecideAsync(year, decision, CancellationToken.None)
            && await years.ReadAsync(year, cancellation) is { Decision: { } registered } && !Same(registered, decision))
        {
            return false;
        }

        // Also when it was already registered: the process may have died before the log was written.
        var subject = $"KS {decision.Date:O} § {decision.Paragraph}";
        await audit.AppendOnceAsync(AuditScope.ForYear(year), by.Id, Act.DecisionRegistered, subject, CancellationToken.None);
        await start.StartAsync(client, year, CancellationToken.None);
        return true;
    }

    private static bool Same(ReviewsDecision a, ReviewsDecision b) =>
        a.Date == b.Date && a.Paragraph == b.Paragraph && a.DiaryNumber == b.DiaryNumber && a.Reviews.SequenceEqual(b.Reviews);
}
