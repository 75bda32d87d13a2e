using Arshjulet.Functions.Access;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Collect.Sharing;

/// <summary>Sends links anew: after one was replaced, or to whoever lost theirs. How often is limited, and the limit shows on no page.</summary>
public sealed class LinkMailing(Links links, YearStore years, Outbox outbox, ContactBook book, Allowance allowance, AuditLog audit, TimeProvider clock)
{
    /// <summary>How long a link that was just sent is waited for before it is sent again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>How many addresses that nobody has may be written on the page for lost links within <see cref="Pause"/>.</summary>
    private const int MaxUnknown = 60;

    /// <summary>Ends a link's secrets and sessions and sends it anew.</summary>
    public async Task ReplaceAsync(Link link, string by, CancellationToken cancellation)
    {
        var generation = await links.ReplaceAsync(link, cancellation);
        await audit.AppendAsync(link.ExpertForm is null ? $"{link.Year}-{link.Body}" : $"{link.Year}", by, "lank-bytt", link.Contact, cancellation);
        await PutAsync(link, $"byte-{generation}", cancellation);
    }

    /// <summary>Sends a new secret of a link to the address on record.</summary>
    public async Task SendAgainAsync(Link link, CancellationToken cancellation)
    {
        if (await links.StandsAsync(link, cancellation) && await allowance.TryTakeAsync($"lank-{link.Year}-{link.Body}-{link.Contact}", 1, Pause, cancellation))
        {
            await PutAsync(link, Now(), cancellation);
        }
    }

    /// <summary>Sends new links to an address, if anybody has it. Known or not, the same is done here; the sender sees the difference.</summary>
    public async Task AskAsync(string address, CancellationToken cancellation)
    {
        var contact = ContactBook.IdOfAddress(address);
        if (await years.DecidedAsync(cancellation) is [var newest, ..]
            && await TakeAsync(newest, contact, cancellation))
        {
            await outbox.PutAsync(new OutboxMail { Year = newest, Id = $"lank-begaran-{contact}-{Now()}", Kind = AskedLinkComposer.KindName, Contact = contact, Subject = "-" }, cancellation);
        }
    }

    /// <summary>Invented addresses share one allowance: they can neither fill the table nor use up what those have who lost a link.</summary>
    private async Task<bool> TakeAsync(int year, string contact, CancellationToken cancellation) => await book.FindAsync(year, contact, cancellation) is null
        ? await allowance.TryTakeAsync("okanda-adresser", MaxUnknown, Pause, cancellation)
        : await allowance.TryTakeAsync(contact, 1, Pause, cancellation);

    private Task PutAsync(Link link, string time, CancellationToken cancellation) => outbox.PutAsync(
        new OutboxMail { Year = link.Year, Id = $"ny-lank-{link.Body}-{link.Contact}-{time}", Kind = NewLinkComposer.KindName, Contact = link.Contact, Subject = link.Body }, cancellation);

    private string Now() => clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
