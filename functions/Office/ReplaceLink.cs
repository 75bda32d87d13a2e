using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Office;

/// <summary>The secretary replaces a contact's link: the old secrets end at once, and a new one is sent.</summary>
public sealed class ReplaceLink(CityContent city, YearStore years, AssignmentStore assignments, Links links, LinkMailing mailing)
{
    [Function(nameof(ReplaceLink))]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kansli/{year:int}/svar/{body}/lank/byt")] HttpRequest request,
        int year, string body, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        await years.RequireOpenAsync(year, cancellation);

        var contact = (await request.FormAsync(cancellation)).TextOf("kontakt");
        if (city.Body(body).Contacts.All(c => c.Id != contact))
        {
            throw new NotFoundException($"{body} has no contact {contact}.");
        }

        var link = new BodyLink(year, body, contact);
        if ((await assignments.OfBodyAsync(year, body, cancellation)).Count > 0)
        {
            // A contact who was added after the distribution has no link yet.
            await links.CreateAsync(link, cancellation);
        }

        await mailing.ReplaceAsync(link, user.Id, client, cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/svar/{body}?bytt=ja");
    }
}
