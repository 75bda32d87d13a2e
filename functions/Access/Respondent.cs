using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Access;

/// <summary>Who answers, for which body: shown by a cookie that came from a personal link.</summary>
/// <param name="Year">Of which year.</param>
/// <param name="Body">Whose answers.</param>
/// <param name="Contact">Who answers.</param>
/// <param name="Link">The link that the cookie came from.</param>
public sealed record Respondent(int Year, Body Body, Contact Contact, Link Link)
{
    /// <summary>Someone the body's contact asked to help: answers, but doesn't hand in and doesn't ask others.</summary>
    public bool IsColleague => Colleagues.Is(Contact.Id);

    /// <summary>Answers only about a form's items, of every body; the others answer for their body.</summary>
    public bool IsExpert => Link is ExpertLink;

    /// <summary>What a form's address ends with, so that it is taken only from this link's reader.</summary>
    public string Query => $"?{Respondents.MarkField}={Link.Mark}";
}

/// <summary>Who tests what a form asks about one by one, whichever body it belongs to: shown by a cookie of its own.</summary>
public sealed record Expert(int Year, string Form, Contact Contact)
{
    public ExpertLink Link => new(Year, Form, Contact.Id);

    /// <summary>The expert as one who answers about a body's items.</summary>
    public Respondent At(Body body) => new(Year, body, Contact, Link);
}

/// <summary>Knows respondents by their cookie. The cookie belongs to one link: its path is the body's own, an expert's is the year's.</summary>
public sealed class Respondents(LinkSecrets secrets, CityContent city, ContactBook book, Site site)
{
    private const string CookieName = "svar";
    private const string ExpertCookieName = "sakkunnig";

    /// <summary>Says in a form's address whose page it was.</summary>
    internal const string MarkField = "som";

    /// <summary>What browsers keep at most; the session behind it ends with the link.</summary>
    private static readonly TimeSpan LongestCookie = TimeSpan.FromDays(400);

    /// <summary>The respondent of a body's pages.</summary>
    /// <exception cref="SignInException">No cookie, one that has ended, one of another body, or a page that was opened with another link.</exception>
    public async Task<Respondent> RequireAsync(HttpRequest request, int year, string body, CancellationToken cancellation) =>
        await FindAsync(request, year, body, cancellation) ?? throw new SignInException($"No session for {year}/{body}.");

    /// <summary>Whoever may answer about a form's items: the body's own, or an expert of the form.</summary>
    /// <exception cref="SignInException">Neither.</exception>
    public async Task<Respondent> RequireForItemsAsync(HttpRequest request, int year, string body, string form, CancellationToken cancellation) =>
        await FindAsync(request, year, body, cancellation) ?? (await RequireExpertAsync(request, year, form, cancellation)).At(city.Body(body));

    /// <summary>The expert of a form's pages.</summary>
    /// <exception cref="SignInException">No cookie, or one that has ended.</exception>
    public async Task<Expert> RequireExpertAsync(HttpRequest request, int year, string form, CancellationToken cancellation) =>
        await SessionAsync(request, ExpertCookieOf(form), cancellation) is ExpertLink link && link.Year == year && link.Form == form
            && IsFrom(request, link) && city.Year(year).Plan.ExpertsOf(form).FirstOrDefault(e => e.Id == link.Contact) is { } contact
            ? new Expert(year, form, contact)
            : throw new SignInException($"No expert's session for {year}/{form}.");

    /// <summary>Starts a session and sets its cookie; the secret is out of the address from here on. Returns where it leads.</summary>
    public async Task<string> StartAsync(HttpResponse response, Link link, CancellationToken cancellation)
    {
        var session = await secrets.StartSessionAsync(link, cancellation);
        if (link is ExpertLink { Form: var form })
        {
            // The list of everything, and the items' own pages, which are the bodies'.
            var list = $"/sakkunnig/{link.Year}/{form}";
            response.Cookies.Append(ExpertCookieOf(form), session, Cookie(list));
            response.Cookies.Append(ExpertCookieOf(form), session, Cookie($"/svar/{link.Year}"));
            return list;
        }

        var start = $"/svar/{link.Year}/{link.To}";
        response.Cookies.Append(CookieName, session, Cookie(start));
        return start;
    }

    private async Task<Respondent?> FindAsync(HttpRequest request, int year, string body, CancellationToken cancellation)
    {
        return await SessionAsync(request, CookieName, cancellation) is BodyLink link && link.Year == year && link.Body == body && IsFrom(request, link)
            && await book.OfBodyAsync(year, city.Body(body), link.Contact, cancellation) is { } contact
            ? new Respondent(year, city.Body(body), contact, link)
            : null;
    }

    /// <summary>Whether what is asked comes from this link's own page; a page that does not say whose it is is anybody's.</summary>
    private static bool IsFrom(HttpRequest request, Link link) => request.Query[MarkField].ToString() is var mark && (mark.Length == 0 || mark == link.Mark);

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

    /// <summary>A form's key is what a cookie's name may be; what stands in an address may be anything, and is then the name of no cookie.</summary>
    private static string ExpertCookieOf(string form) => $"{ExpertCookieName}-{form}";
}
