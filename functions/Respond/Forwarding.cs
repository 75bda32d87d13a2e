using System.Net.Mail;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>A colleague as the start page lists them.</summary>
public sealed record ForwardedTo(Colleague Colleague, DateTimeOffset? LastSeenAt, bool Revoked);

/// <summary>A body's contact asks a colleague to help: own link, by mail, taken back at any time.</summary>
public sealed class Forwarding(CityContent city, Links links, Colleagues colleagues, Outbox outbox, AuditLog audit, TimeProvider clock)
{
    /// <summary>Who has been asked, in that order.</summary>
    public async Task<IReadOnlyList<ForwardedTo>> ListAsync(int year, string body, CancellationToken cancellation)
    {
        var uses = (await links.OfBodyAsync(year, body, cancellation)).ToDictionary(u => u.Link.Contact);
        return [.. (await colleagues.OfBodyAsync(year, body, cancellation)).Select(c => uses.GetValueOrDefault(c.Id) is { } use
            ? new ForwardedTo(c, use.LastSeenAt, use.Revoked)
            : new ForwardedTo(c, null, Revoked: false))];
    }

    /// <summary>Asks a colleague. Returns what is wrong with that, or null.</summary>
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
            return Text.With(RespondTexts.ForwardTooMany, Colleagues.MaxOfBody);
        }

        // Also for one who was found: whoever added may have been cut off, or not have come this far. From here on whatever the browser does.
        await links.CreateAsync(new BodyLink(who.Year, who.Body.Id, colleague.Id), CancellationToken.None);
        await audit.AppendOnceAsync(AuditScope.ForBody(who.Year, who.Body.Id), who.Contact.Id, Act.LinkForwarded, colleague.Id, CancellationToken.None);

        // Asked again after a while it is another mail: the first may have been lost.
        await outbox.PutAsync(
            ForwardComposer.Forward.Mail(
                who.Year, $"vidarebefordran-{who.Body.Id}-{colleague.Id}-{LinkMailing.WindowOf(clock)}", colleague.Id, new AboutBody(who.Body.Id)) with
            {
                IsAwaited = true,
            },
            client,
            CancellationToken.None);
        return null;
    }

    /// <summary>Whoever has the address among those asked, or a new colleague; null when the body has asked as many as it may.</summary>
    private Task<Colleague?> FindOrAddAsync(Respondent who, string email, CancellationToken cancellation) => Attempt.UntilDoneAsync<Colleague?>(async () =>
    {
        var turn = await colleagues.TurnAsync(who.Year, who.Body.Id, cancellation);
        var asked = await ListAsync(who.Year, who.Body.Id, cancellation);
        if (asked.FirstOrDefault(a => !a.Revoked && email.Equals(a.Colleague.Email, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Attempt.Done<Colleague?>(found.Colleague);
        }

        if (asked.Count >= Colleagues.MaxOfBody)
        {
            return Attempt.Done<Colleague?>(null);
        }

        var added = await colleagues.TryAddAsync(turn, email, who.Contact.Id, cancellation);
        return Attempt.If(added is not null, added);
    });

    /// <summary>Takes a colleague's link back: it ends at once, in every browser.</summary>
    public async Task RevokeAsync(Respondent who, string contact, CancellationToken cancellation)
    {
        RequireContact(who);
        // Among the body's own, not by key: what was posted may be no key at all.
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
