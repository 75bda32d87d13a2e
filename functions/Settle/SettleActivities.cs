using System.Globalization;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Settle;

public sealed class SettleActivities(
    CityContent city, YearStore years, Snapshots snapshots, HistoryStore history, Colleagues colleagues, Outbox outbox, TimeProvider clock)
{
    /// <summary>Whether KF has decided, so that KS's decisions have taken effect.</summary>
    [Function(nameof(IsInForce))]
    public async Task<bool> IsInForce([ActivityTrigger] int year, CancellationToken cancellation) =>
        Meetings.KsIsInForce((await years.ReadAsync(year, cancellation)).Meetings);

    [Function(nameof(ListRecipients))]
    public DecisionRecipient[] ListRecipients([ActivityTrigger] int year) =>
        [.. city.Recipients.SelectMany(b => b.Contacts.Select(c => new DecisionRecipient(year, b.RecipientOrder!.Value, b.Id, c.Id)))];

    [Function(nameof(PutDecision))]
    public Task PutDecision([ActivityTrigger] DecisionRecipient to, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        outbox.PutAsync(
            DecisionComposer.Decision.Mail(
                to.Year, string.Create(CultureInfo.InvariantCulture, $"beslut-{to.Order:D2}-{to.Body}-{to.Contact}"), to.Contact, new AboutBody(to.Body)),
            client,
            cancellation);

    /// <summary>
    /// Closes the year: adds promised follow-ups to later years' drafts, keeps the counts for comparison, and erases colleagues' addresses.
    /// </summary>
    [Function(nameof(CloseYear))]
    public async Task CloseYear([ActivityTrigger] int year, CancellationToken cancellation)
    {
        var plan = city.Year(year).Plan;
        var state = await years.ReadAsync(year, cancellation);
        var decided = state.Decision?.Reviews ?? [];
        foreach (var review in plan.Reviews.Where(r => r.FollowUpYear is not null && decided.Contains(r.Key)))
        {
            await years.AddFollowUpAsync(new FollowUp(year, review.FollowUpYear!.Value, review.Key, review.Name), cancellation);
        }

        if (Meetings.DecidedVersion(state.Meetings) is { } version)
        {
            var compilation = Compiler.Compile((await snapshots.ReadAsync(new CompileId(year, version), cancellation)).Input);
            foreach (var form in compilation.Forms.Where(f => f.Totals.Count == 1 && f.Totals[0].N > 0))
            {
                await history.AddAsync(HistoryOf(year, form, compilation.Fingerprint), cancellation);
            }
        }

        await colleagues.EraseAddressesAsync(year, cancellation);
        await years.CloseAsync(year, clock.GetUtcNow(), cancellation);
    }

    private static FormHistory HistoryOf(int year, FormFigures form, string fingerprint) => new()
    {
        Year = year,
        Form = form.Key,
        Source = Text.With(SettleTexts.HistorySource, year, fingerprint[..16]),
        Respondents = form.Respondents,
        Total = form.Totals[0],
        Questions = form.Statements.Where(q => q.Distribution!.Scale == form.Totals[0].Scale).ToDictionary(q => q.Key, q => q.Distribution!),
    };
}
