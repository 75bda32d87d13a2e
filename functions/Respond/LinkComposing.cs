using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Respond;

/// <summary>What the mails about links share: new secrets for links that stand, and the words around them.</summary>
public sealed class LinkComposing(CityContent city, Links links, LinkSecrets secrets, Site site, MailRendering rendering)
{
    /// <summary>What a link leads to, as it is printed: a body's name, or for an expert the form's title.</summary>
    public string NameOf(Link link) => link is ExpertLink expert ? city.Year(link.Year).Form(expert.Form).Title : city.Body(link.To).Name;

    /// <summary>A new secret for each link that stands; null when none does.</summary>
    public async Task<ComposedMail?> ComposeAsync(string subject, string opening, IEnumerable<Link> ways, CancellationToken cancellation)
    {
        var open = new List<LinkWay>();
        foreach (var link in ways)
        {
            if (await links.StandsAsync(link, cancellation))
            {
                var title = link is ExpertLink ? NameOf(link) : Text.With(RespondTexts.StartTitle, NameOf(link));
                open.Add(new LinkWay(title, city.Year(link.Year), site.At($"/l/{await secrets.NewSecretAsync(link, cancellation)}")));
            }
        }

        return open.Count == 0
            ? null
            : new ComposedMail(subject, await rendering.RenderAsync<LinkMail, LinkMailView>(new LinkMailView(subject, opening, open)), []);
    }
}

/// <summary>A colleague is asked to help, and told by whom.</summary>
public sealed class ForwardComposer(CityContent city, Colleagues colleagues, ContactBook book, LinkComposing composing) : IMailComposer
{
    public static readonly MailKind<AboutBody> Forward = new("vidarebefordran");

    public string Kind => Forward.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var body = city.Body(Forward.AboutOf(mail).Body);
        if (await colleagues.FindAsync(mail.Year, mail.Contact, cancellation) is not { } colleague
            || await book.OfBodyAsync(mail.Year, body, colleague.By, cancellation) is not { } by)
        {
            return null;
        }

        return await composing.ComposeAsync(
            Text.With(RespondTexts.ForwardSubject, mail.Year, body.Name),
            Text.With(RespondTexts.ForwardOpening, by.Role, by.Email, body.Name, mail.Year),
            [new BodyLink(mail.Year, body.Id, mail.Contact)],
            cancellation);
    }
}

/// <summary>A link: to a body's assignments, or an expert's to the items of a form; the other is null.</summary>
public sealed record AboutLink(string? Body, string? Form)
{
    public static AboutLink Of(Link link) => new((link as BodyLink)?.Body, (link as ExpertLink)?.Form);

    /// <summary>The link of the mail's contact.</summary>
    public Link LinkOf(OutboxMail mail) => Form is null ? new BodyLink(mail.Year, Body!, mail.Contact) : new ExpertLink(mail.Year, Form, mail.Contact);
}

/// <summary>A new link in place of one that was replaced.</summary>
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

/// <summary>Nothing: the mail's contact is made from the address, and who has that is looked up when the mail is written.</summary>
public sealed record AboutLostLink;

/// <summary>New links for whoever wrote an address on the page for lost links, if anybody has it.</summary>
public sealed class AskedLinkComposer(CityContent city, YearStore years, Colleagues colleagues, LinkComposing composing) : IMailComposer
{
    public static readonly MailKind<AboutLostLink> AskedLink = new("lank-begaran");

    public string Kind => AskedLink.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var ways = new List<Link>();
        foreach (var year in (await years.DecidedAsync(cancellation)).Where(city.Years.ContainsKey))
        {
            if (!await years.IsClosedAsync(year, cancellation))
            {
                ways.AddRange(city.Bodies.SelectMany(b => b.Contacts
                    .Where(c => ContactBook.IdOfAddress(c.Email) == mail.Contact).Select(c => new BodyLink(year, b.Id, c.Id))));
                ways.AddRange(city.Year(year).Plan.Reviews.SelectMany(r => r.Experts
                    .Where(e => ContactBook.IdOfAddress(e.Email) == mail.Contact).Select(e => new ExpertLink(year, r.Form, e.Id))));
                ways.AddRange((await colleagues.OfYearAsync(year, cancellation))
                    .Where(c => c.Email is not null && ContactBook.IdOfAddress(c.Email) == mail.Contact).Select(c => new BodyLink(year, c.Body, c.Id)));
            }
        }

        return await composing.ComposeAsync(RespondTexts.AskedLinkSubject, RespondTexts.AskedLinkOpening, ways, cancellation);
    }
}
