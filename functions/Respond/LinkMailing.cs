using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>Sends new links, after one was replaced or lost. How often is limited; no page reveals whether the limit was reached.</summary>
public sealed class LinkMailing(Links links, YearStore years, Outbox outbox, RateLimit limit, AuditLog audit, TimeProvider clock)
{
    /// <summary>A link is sent at most once in this time.</summary>
    private static readonly TimeSpan ResendInterval = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The most addresses that may be entered on the page for lost links within <see cref="ResendInterval"/>, by all visitors together, so that
    /// made-up addresses can't fill the table.
    /// </summary>
    private const int MaxRequests = 300;

    /// <summary>Ends a link's secrets and sessions and sends a new secret.</summary>
    public async Task ReplaceAsync(Link link, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        var generation = await links.ReplaceAsync(link, cancellation);

        // The old secret has ended, so from here on nothing is cancelled if the browser disconnects.
        var scope = link is BodyLink { Body: var body } ? AuditScope.ForBody(link.Year, body) : AuditScope.ForYear(link.Year);
        await audit.AppendAsync(scope, by, Act.LinkReplaced, link.Contact, CancellationToken.None);
        await PutAsync(link, $"byte-{generation}", client, CancellationToken.None);
    }

    /// <summary>Sends a new secret for a link to the address on record.</summary>
    public async Task SendAgainAsync(Link link, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await links.IsActiveAsync(link, cancellation))
        {
            await PutAsync(link, CurrentWindow(clock), client, cancellation);
        }
    }

    /// <summary>
    /// Sends new links to an address, if anybody known has it. Here a known address is treated exactly like an unknown one, and takes as long; whose
    /// it is gets looked up when the mail is composed.
    /// </summary>
    public async Task AskAsync(string address, DurableTaskClient client, CancellationToken cancellation)
    {
        var contact = ContactBook.IdForAddress(address);
        if (await years.DecidedYearsAsync(cancellation) is [var newest, ..]
            && await limit.TryTakeAsync("lank-begaran", MaxRequests, ResendInterval, cancellation))
        {
            await outbox.PutAsync(
                LostLinkComposer.LostLink.Mail(newest, $"lank-begaran-{contact}-{CurrentWindow(clock)}", contact, new AboutLostLink()) with
                {
                    IsAwaited = true,
                },
                client,
                cancellation);
        }
    }

    /// <summary>A number for the current ten minutes. It is part of a mail's id, so that the mail is sent once however often it is asked for.</summary>
    internal static string CurrentWindow(TimeProvider clock) =>
        (clock.GetUtcNow().Ticks / ResendInterval.Ticks).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task PutAsync(Link link, string time, DurableTaskClient client, CancellationToken cancellation) => outbox.PutAsync(
        NewLinkComposer.NewLink.Mail(link.Year, $"ny-lank-{link.Key}-{time}", link.Contact, AboutLink.Of(link)) with { IsAwaited = true },
        client,
        cancellation);
}
