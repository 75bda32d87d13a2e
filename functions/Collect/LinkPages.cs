using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Collect;

/// <summary>
/// The way in. Mail scanners open links, and some press buttons: the GET changes nothing, the POST spends nothing and wants a box
/// ticked that a person reads. After it the secret is out of the address.
/// </summary>
public sealed class LinkPages(Links links, Respondents respondents, CityContent city)
{
    private const string Route = "l/{secret}";

    [Function("LinkPage")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string secret, CancellationToken cancellation) =>
        await links.FindAsync(secret, cancellation) is { } link ? PageOf(link, new Faults()) : Unknown();

    [Function("StartAnswering")]
    public async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string secret, CancellationToken cancellation)
    {
        if (await links.FindAsync(secret, cancellation) is not { } link)
        {
            return Unknown();
        }

        var form = await request.FormAsync(cancellation);
        if (form.TextOf("person") != "ja")
        {
            var faults = new Faults();
            faults.Add("person", CollectTexts.TickToStart);
            return PageOf(link, faults);
        }

        await respondents.StartAsync(request.HttpContext.Response, link, cancellation);
        return Answering.SeeOther(request, $"/svar/{link.Year}/{link.Body}");
    }

    private IResult PageOf(Link link, Faults faults) => Answering.Page<LinkPage>(
        new { Body = city.Body(link.Body), Content = city.Year(link.Year), Faults = faults },
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    /// <summary>Unknown, revoked, expired: the page doesn't tell which.</summary>
    private static IResult Unknown() => Answering.Page<ErrorPage>(
        new { Heading = PageTexts.LinkTitle, Paragraphs = new[] { PageTexts.LinkBody, PageTexts.LinkWhatToDo } }, StatusCodes.Status404NotFound);
}
