using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Years;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Decide;

/// <summary>Registers KS's decision on the year's reviews, which starts the year.</summary>
public sealed class DecideStep(YearStore years, AuditLog audit, YearStart start)
{
    /// <summary>Registers the decision and starts the year's orchestration. Registering the same decision again does nothing more.</summary>
    /// <returns>False if a different decision is already registered.</returns>
    public async Task<bool> RegisterAsync(int year, ReviewsDecision decision, OfficeUser by, DurableTaskClient client, CancellationToken cancellation)
    {
        if (!await years.TryDecideAsync(year, decision, CancellationToken.None)
            && await years.ReadAsync(year, cancellation) is { Decision: { } registered } && !IsSame(registered, decision))
        {
            return false;
        }

        // Even if it was registered before: the process may have died before logging it.
        var subject = $"KS {decision.Date:O} § {decision.Paragraph}";
        await audit.AppendOnceAsync(AuditScope.ForYear(year), by.Id, Act.DecisionRegistered, subject, CancellationToken.None);
        await start.StartAsync(client, year, CancellationToken.None);
        return true;
    }

    private static bool IsSame(ReviewsDecision a, ReviewsDecision b) =>
        a.Date == b.Date && a.Paragraph == b.Paragraph && a.DiaryNumber == b.DiaryNumber && a.Reviews.SequenceEqual(b.Reviews);
}
