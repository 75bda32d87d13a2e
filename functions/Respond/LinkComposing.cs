using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Respond;

/// <summary>Composes mails about links: a new secret for each active link, with a text around them.</summary>
public sealed class LinkComposing(CityContent city, Links links, LinkSecrets secrets, Site site, MailRendering rendering)
{
    /// <summary>The printed name of what a link leads to: a body's name, or for an expert the form's title.</summary>
    public string NameOf(Link link) => link is ExpertLink expert ? city.Year(link.Year).Form(expert.Form).Title : city.Body(link.Target).Name;

    /// <summary>A mail with a new secret for each active link; null if none is active.</summary>
    public async Task<ComposedMail?> ComposeAsync(string subject, string opening, IEnumerable<Link> candidates, CancellationToken cancellation)
    {
        var open = new List<MailedLink>();
        foreach (var link in candidates)
        {
            if (await links.IsActiveAsync(link, cancellation))
            {
                var title = link is ExpertLink ? NameOf(link) : Text.With(RespondTexts.StartTitle, NameOf(link));
                open.Add(new MailedLink(title, city.Year(link.Year), site.At($"/l/{await secrets.NewSecretAsync(link, cancellation)}")));
            }
        }

        return open.Count == 0
            ? null
            : new ComposedMail(subject, await rendering.RenderAsync<LinkMail, LinkMailView>(new LinkMailView(subject, opening, open)), []);
    }
}

/// <summary>The mail to a colleague who is asked to help, which says by whom.</summary>
public sealed class ForwardComposer(CityContent city, Colleagues colleagues, ContactBook book, LinkComposing composing) : IMailComposer
{
    public static readonly MailKind<AboutBody> Forward = new("vidarebefordran");

    public string Kind => Forward.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var body = city.Body(Forward.AboutOf(mail).Body);
        if (await colleagues.FindAsync(mail.Year, mail.Contact, cancellation) is not { } colleague
            || await book.OfBodyAsync(mail.Year, body, colleague.AskedBy, cancellation) is not { } askedBy)
        {
            return null;
        }

        return await composing.ComposeAsync(
            Text.With(RespondTexts.ForwardSubject, mail.Year, body.Name),
            Text.With(RespondTexts.ForwardOpening, askedBy.Role, askedBy.Email, body.Name, mail.Year),
            [new BodyLink(mail.Year, body.Id, mail.Contact)],
            cancellation);
    }
}

/// <summary>The payload of a mail about a link, to a body's assignments or for an expert to a form's items. One of the two is null.</summary>
public sealed record AboutLink(string? Body, string? Form)
{
    public static AboutLink Of(Link link) => new((link as BodyLink)?.Body, (link as ExpertLink)?.Form);

    /// <summary>The link of the mail's contact.</summary>
    public Link LinkOf(OutboxMail mail) => Form is null ? new BodyLink(mail.Year, Body!, mail.Contact) : new ExpertLink(mail.Year, Form, mail.Contact);
}

/// <summary>The mail with a new link, after the old one was replaced.</summary>
public sealed class NewLinkComposer(LinkComposing composing) : IMailComposer
{
    public static readonly MailKind<AboutLink> NewLink = new("ny-lank");

    public string Kind => NewLink.Name;

    public Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var link = NewLink.AboutOf(mail).LinkOf(mail);
        return composing.ComposeAsync(Text.With(RespondTexts.NewLinkSubject, composing.NameOf(link)), RespondTexts.NewLinkOpening, [link], cancellation);
    }
}

/// <summary>An empty payload: the contact id is a hash of the address, and whose address it is gets looked up when the mail is composed.</summary>
public sealed record AboutLostLink;

/// <summary>The mail with new links to an address that was entered on the page for lost links. Not sent if nobody has that address.</summary>
public sealed class LostLinkComposer(CityContent city, YearStore years, Colleagues colleagues, LinkComposing composing) : IMailComposer
{
    public static readonly MailKind<AboutLostLink> LostLink = new("lank-begaran");

    public string Kind => LostLink.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var candidates = new List<Link>();
        foreach (var year in (await years.DecidedYearsAsync(cancellation)).Where(city.Years.ContainsKey))
        {
            if (!await years.IsClosedAsync(year, cancellation))
            {
                candidates.AddRange(city.Bodies.SelectMany(b => b.Contacts
                    .Where(c => ContactBook.IdForAddress(c.Email) == mail.Contact).Select(c => new BodyLink(year, b.Id, c.Id))));
                candidates.AddRange(city.Year(year).Plan.Reviews.SelectMany(r => r.Experts
                    .Where(e => ContactBook.IdForAddress(e.Email) == mail.Contact).Select(e => new ExpertLink(year, r.Form, e.Id))));
                candidates.AddRange((await colleagues.OfYearAsync(year, cancellation))
                    .Where(c => c.Email is not null && ContactBook.IdForAddress(c.Email) == mail.Contact).Select(c => new BodyLink(year, c.Body, c.Id)));
            }
        }

        return await composing.ComposeAsync(RespondTexts.AskedLinkSubject, RespondTexts.AskedLinkOpening, candidates, cancellation);
    }
}
