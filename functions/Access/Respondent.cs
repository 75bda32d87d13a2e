using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Access;

/// <summary>Who answers, for which body: shown by a cookie that came from a personal link.</summary>
public sealed record Respondent(int Year, Body Body, Contact Contact)
{
    /// <summary>Someone the body's contact asked to help: answers, but doesn't hand in and doesn't ask others.</summary>
    public bool IsColleague => Colleagues.Is(Contact.Id);

    public Link Link => new(Year, Body.Id, Contact.Id);
}

/// <summary>Knows respondents by their cookie. The cookie belongs to one link: its path is the body's own.</summary>
public sealed class Respondents(Links links, CityContent city, ContactBook book, Site site)
{
    private const string CookieName = "svar";

    /// <summary>What browsers keep at most; the session behind it ends with the link.</summary>
    private static readonly TimeSpan LongestCookie = TimeSpan.FromDays(400);

    /// <summary>The respondent of a body's pages.</summary>
    /// <exception cref="SignInException">No cookie, one that has ended, or one of another body.</exception>
    public async Task<Respondent> RequireAsync(HttpRequest request, int year, string body, CancellationToken cancellation)
    {
        var link = request.Cookies[CookieName] is { } session ? await links.FindSessionAsync(session, cancellation) : null;
        return link is not null && link.Year == year && link.Body == body && await book.OfBodyAsync(year, city.Body(body), link.Contact, cancellation) is { } contact
            ? new Respondent(year, city.Body(body), contact)
            : throw new SignInException($"No session for {year}/{body}.");
    }

    /// <summary>Starts a session and sets its cookie; the secret is out of the address from here on.</summary>
    public async Task StartAsync(HttpResponse response, Link link, CancellationToken cancellation)
    {
        response.Cookies.Append(CookieName, await links.StartSessionAsync(link, cancellation), new CookieOptions
        {
            HttpOnly = true,
            Secure = site.IsSecure,
            SameSite = SameSiteMode.Lax,
            Path = $"/svar/{link.Year}/{link.Body}",
            MaxAge = LongestCookie,
        });
    }
}
