using System.Net.Mail;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>A colleague in the start page's list.</summary>
public sealed record ForwardedTo(Colleague Colleague, DateTimeOffset? LastSeenAt, bool Revoked);

/// <summary>Lets a body's contact ask a colleague to help. The colleague gets a link of his or her own by mail, which can be revoked at any time.</summary>
public sealed class Forwarding(CityContent city, Links links, Colleagues colleagues, Outbox outbox, AuditLog audit, TimeProvider clock)
{
    /// <summary>The colleagues who have been asked, in chronological order.</summary>
    public async Task<IReadOnlyList<ForwardedTo>> ListAsync(int year, string body, CancellationToken cancellation)
    {
        var uses = (await links.OfBodyAsync(year, body, cancellation)).ToDictionary(u => u.Link.Contact);
        return [.. (await colleagues.OfBodyAsync(year, body, cancellation)).Select(c => uses.GetValueOrDefault(c.Id) is { } use
            ? new ForwardedTo(c, use.LastSeenAt, use.Revoked)
            : new ForwardedTo(c, null, Revoked: false))];
    }

    /// <summary>Asks a colleague. Returns an error message, or null.</summary>
    public async Task<string?> AskAsync(Respondent who, string? address, DurableTaskClient client, CancellationToken cancellation)
    {
        RequireContact(who);
        if (AnswerRules.Clean(address) is not { Length: <= 200 } email || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email
            || !city.Facts.MailDomains.Contains(parsed.Host, StringComparer.OrdinalIgnoreCase))
        {
            return Text.With(RespondTexts.ForwardAddressWrong, string.Join(", ", city.Facts.MailDomains.Select(d => $"@{d}")));
        }

        if (who.Body.Contacts.Any(c => c.Email.Equals(email, StringComparison.OrdinalIgnoreCase)))
        {
            return RespondTexts.ForwardAlreadyContact;
        }

        if (await FindOrAddAsync(who, email, cancellation) is not { } colleague)
        {
            return Text.With(RespondTexts.ForwardTooMany, Colleagues.MaxPerBody);
        }

        // Even if the colleague was found: the request that added him or her may have been interrupted. Not cancelled if the browser disconnects.
        await links.CreateAsync(new BodyLink(who.Year, who.Body.Id, colleague.Id), CancellationToken.None);
        await audit.AppendOnceAsync(AuditScope.ForBody(who.Year, who.Body.Id), who.Contact.Id, Act.LinkForwarded, colleague.Id, CancellationToken.None);

        // If asked again later, it is a new mail: the first may have been lost.
        await outbox.PutAsync(
            ForwardComposer.Forward.Mail(
                who.Year, $"vidarebefordran-{who.Body.Id}-{colleague.Id}-{LinkMailing.CurrentWindow(clock)}", colleague.Id, new AboutBody(who.Body.Id)) with
            {
                IsAwaited = true,
            },
            client,
            CancellationToken.None);
        return null;
    }

    /// <summary>The colleague with this address, or a new one; null if the body has asked as many as it may.</summary>
    private Task<Colleague?> FindOrAddAsync(Respondent who, string email, CancellationToken cancellation) => Attempt.UntilDoneAsync<Colleague?>(async () =>
    {
        var sentinel = await colleagues.ReadSentinelAsync(who.Year, who.Body.Id, cancellation);
        var asked = await ListAsync(who.Year, who.Body.Id, cancellation);
        if (asked.FirstOrDefault(a => !a.Revoked && email.Equals(a.Colleague.Email, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Attempt.Done<Colleague?>(found.Colleague);
        }

        if (asked.Count >= Colleagues.MaxPerBody)
        {
            return Attempt.Done<Colleague?>(null);
        }

        var added = await colleagues.TryAddAsync(sentinel, email, who.Contact.Id, cancellation);
        return Attempt.DoneIf(added is not null, added);
    });

    /// <summary>Revokes a colleague's link, which ends at once in every browser.</summary>
    public async Task RevokeAsync(Respondent who, string contact, CancellationToken cancellation)
    {
        RequireContact(who);
        // Search the body's colleagues instead of reading by key: the posted value may not be a valid key.
        if ((await colleagues.OfBodyAsync(who.Year, who.Body.Id, cancellation)).All(c => c.Id != contact))
        {
            throw new NotFoundException($"{who.Body.Id} has asked no {contact}.");
        }

        await links.RevokeAsync(new BodyLink(who.Year, who.Body.Id, contact), cancellation);
        await audit.AppendAsync(AuditScope.ForBody(who.Year, who.Body.Id), who.Contact.Id, Act.LinkRevoked, contact, cancellation);
    }

    private static void RequireContact(Respondent who)
    {
        if (who.IsColleague)
        {
            throw new DeniedException($"{who.Contact.Id} helps {who.Body.Id} and may not decide who else does.");
        }
    }
}
