using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Access;

/// <summary>Who is answering, and for which body: identified by a cookie that was set through a personal link.</summary>
/// <param name="Year">The year.</param>
/// <param name="Body">The body whose answers they are.</param>
/// <param name="Contact">The person who answers.</param>
/// <param name="Link">The link through which the cookie was set.</param>
public sealed record Respondent(int Year, Body Body, Contact Contact, Link Link)
{
    /// <summary>Somebody whom the body's contact asked to help: may answer, but not submit and not ask others.</summary>
    public bool IsColleague => Colleagues.IsColleague(Contact.Id);

    /// <summary>An expert answers only about a form's items, for every body. All others answer for their own body.</summary>
    public bool IsExpert => Link is ExpertLink;

    /// <summary>Added to the address that a form is posted to, so that the post is accepted only from this link's holder.</summary>
    public string Query => $"?{Respondents.LinkField}={Link.ShortHash}";
}

/// <summary>Who tests a form's items, across all bodies: identified by a cookie of its own.</summary>
public sealed record Expert(int Year, string Form, Contact Contact)
{
    public ExpertLink Link => new(Year, Form, Contact.Id);

    /// <summary>The expert as a respondent for one body's items.</summary>
    public Respondent ForBody(Body body) => new(Year, body, Contact, Link);
}

/// <summary>Identifies respondents by their cookie. A cookie belongs to one link; its path is the body's pages, or for an expert the year's.</summary>
public sealed class Respondents(LinkSecrets secrets, CityContent city, ContactBook book, Site site)
{
    private const string CookieName = "svar";
    private const string ExpertCookieName = "sakkunnig";

    /// <summary>The query parameter that says through which link a page was opened.</summary>
    internal const string LinkField = "som";

    /// <summary>The longest that browsers keep a cookie. The session itself ends with the link.</summary>
    private static readonly TimeSpan LongestCookie = TimeSpan.FromDays(400);

    /// <summary>The respondent of a body's pages.</summary>
    /// <exception cref="SignInException">
    /// The cookie is missing, has expired or belongs to another body, or the page was opened through another link.
    /// </exception>
    public async Task<Respondent> RequireAsync(HttpRequest request, int year, string body, CancellationToken cancellation) =>
        await FindAsync(request, year, body, cancellation) ?? throw new SignInException($"No session for {year}/{body}.");

    /// <summary>The respondent of a page about one item: one of the body's own, or an expert of the form.</summary>
    /// <exception cref="SignInException">The request comes from neither.</exception>
    public async Task<Respondent> RequireForItemsAsync(HttpRequest request, int year, string body, string form, CancellationToken cancellation) =>
        await FindAsync(request, year, body, cancellation) ?? (await RequireExpertAsync(request, year, form, cancellation)).ForBody(city.Body(body));

    /// <summary>The expert of a form's pages.</summary>
    /// <exception cref="SignInException">The cookie is missing or has expired.</exception>
    public async Task<Expert> RequireExpertAsync(HttpRequest request, int year, string form, CancellationToken cancellation) =>
        await SessionAsync(request, ExpertCookieOf(form), cancellation) is ExpertLink link && link.Year == year && link.Form == form
            && IsFromPageOf(request, link) && city.Year(year).Plan.ExpertsOf(form).FirstOrDefault(e => e.Id == link.Contact) is { } contact
            ? new Expert(year, form, contact)
            : throw new SignInException($"No expert's session for {year}/{form}.");

    /// <summary>Starts a session and sets its cookie, so that the secret is no longer needed in the address. Returns the page to go to.</summary>
    public async Task<string> StartAsync(HttpResponse response, Link link, CancellationToken cancellation)
    {
        var session = await secrets.StartSessionAsync(link, cancellation);
        if (link is ExpertLink { Form: var form })
        {
            // One cookie for the expert's list, one for the items' pages, which lie under the bodies' addresses.
            var list = $"/sakkunnig/{link.Year}/{form}";
            response.Cookies.Append(ExpertCookieOf(form), session, Cookie(list));
            response.Cookies.Append(ExpertCookieOf(form), session, Cookie($"/svar/{link.Year}"));
            return list;
        }

        var start = $"/svar/{link.Year}/{link.Target}";
        response.Cookies.Append(CookieName, session, Cookie(start));
        return start;
    }

    private async Task<Respondent?> FindAsync(HttpRequest request, int year, string body, CancellationToken cancellation)
    {
        return await SessionAsync(request, CookieName, cancellation) is BodyLink link && link.Year == year && link.Body == body && IsFromPageOf(request, link)
            && await book.OfBodyAsync(year, city.Body(body), link.Contact, cancellation) is { } contact
            ? new Respondent(year, city.Body(body), contact, link)
            : null;
    }

    /// <summary>Whether the request comes from a page that was opened through this link. A page that does not say so is accepted.</summary>
    private static bool IsFromPageOf(HttpRequest request, Link link) =>
        request.Query[LinkField].ToString() is var hash && (hash.Length == 0 || hash == link.ShortHash);

    private async Task<Link?> SessionAsync(HttpRequest request, string cookie, CancellationToken cancellation) =>
        request.Cookies[cookie] is { } session ? await secrets.FindSessionAsync(session, cancellation) : null;

    private CookieOptions Cookie(string path) => new()
    {
        HttpOnly = true,
        Secure = site.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = path,
        MaxAge = LongestCookie,
    };

    /// <summary>Every form key is valid in a cookie name. The address may contain anything; other values simply match no cookie.</summary>
    private static string ExpertCookieOf(string form) => $"{ExpertCookieName}-{form}";
}
