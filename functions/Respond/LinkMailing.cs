using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>Sends links anew: after one was replaced, or to whoever lost theirs. How often is limited, and the limit shows on no page.</summary>
public sealed class LinkMailing(Links links, YearStore years, Outbox outbox, Allowance allowance, AuditLog audit, TimeProvider clock)
{
    /// <summary>How long a link that was just sent is waited for before it is sent again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>How often an address may be written on the page for lost links within <see cref="Pause"/>, by everybody together: invented ones may not fill the table.</summary>
    private const int MaxAsked = 300;

    /// <summary>Ends a link's secrets and sessions and sends it anew.</summary>
    public async Task ReplaceAsync(Link link, string by, DurableTaskClient client, CancellationToken cancellation)
    {
        var generation = await links.ReplaceAsync(link, cancellation);

        // The old one has ended: from here on whatever the browser does.
        var scope = link is BodyLink { Body: var body } ? AuditScope.ForBody(link.Year, body) : AuditScope.ForYear(link.Year);
        await audit.AppendAsync(scope, by, Act.LinkReplaced, link.Contact, CancellationToken.None);
        await PutAsync(link, $"byte-{generation}", client, CancellationToken.None);
    }

    /// <summary>Sends a new secret of a link to the address on record.</summary>
    public async Task SendAgainAsync(Link link, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await links.StandsAsync(link, cancellation))
        {
            await PutAsync(link, WindowOf(clock), client, cancellation);
        }
    }

    /// <summary>
    /// Sends new links to an address, if anybody has it. Known or not, the same is read and written here, and takes as long; who has it is seen to
    /// when the mail is composed.
    /// </summary>
    public async Task AskAsync(string address, DurableTaskClient client, CancellationToken cancellation)
    {
        var contact = ContactBook.IdOfAddress(address);
        if (await years.DecidedAsync(cancellation) is [var newest, ..] && await allowance.TryTakeAsync("lank-begaran", MaxAsked, Pause, cancellation))
        {
            await outbox.PutAsync(
                AskedLinkComposer.AskedLink.Mail(newest, $"lank-begaran-{contact}-{WindowOf(clock)}", contact, new AboutLostLink()) with { IsAwaited = true },
                client,
                cancellation);
        }
    }

    /// <summary>Names the ten minutes that it is now: a mail that is named by them is one mail, however often and by how many it is put.</summary>
    internal static string WindowOf(TimeProvider clock) => (clock.GetUtcNow().Ticks / Pause.Ticks).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task PutAsync(Link link, string time, DurableTaskClient client, CancellationToken cancellation) => outbox.PutAsync(
        NewLinkComposer.NewLink.Mail(link.Year, $"ny-lank-{link.Key}-{time}", link.Contact, AboutLink.Of(link)) with { IsAwaited = true },
        client,
        cancellation);
}
