using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers.Experts;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>
/// The page behind a personal link. Mail scanners open links, and some press buttons: so the GET changes nothing, and the POST uses nothing up and
/// requires a ticked box with a text that only a person reads. After the POST the secret is no longer in the address.
/// </summary>
public sealed class LinkPages(
    LinkSecrets secrets, LinkPresence linkPresence, ContactBook book, Respondents respondents, LinkMailing mailing, LinkComposing composing,
    CityContent city)
{
    private const string Route = "l/{secret}";

    [Function("LinkPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string secret, CancellationToken cancellation) =>
        await FindAsync(secret, cancellation) switch
        {
            { State: LinkState.Active } found => PageOf(found.Link, new Faults()),
            { } found => EndedPageOf(secret, found, new Faults()),
            null => Lost(found: false),
        };

    [Function("StartAnswering")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string secret, CancellationToken cancellation)
    {
        if (await FindAsync(secret, cancellation) is not { } found)
        {
            return Lost(found: false);
        }

        if (found.State != LinkState.Active)
        {
            return EndedPageOf(secret, found, new Faults());
        }

        if ((await request.FormAsync(cancellation)).TextOf("person") != "ja")
        {
            var faults = new Faults();
            faults.Add("person", found.Link is ExpertLink ? ExpertTexts.TickToStart : RespondTexts.TickToStart);
            return PageOf(found.Link, faults);
        }

        var start = await respondents.StartAsync(request.HttpContext.Response, found.Link, cancellation);
        await linkPresence.RecordUseAsync(found.Link, cancellation);
        return PageResults.SeeOther(request, start);
    }

    /// <summary>Sends the new link to the holder of a replaced one, at the address on record and nowhere else.</summary>
    [Function("SendLinkAgain")]
    public async Task<IResult> SendAgainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/ny")] HttpRequest request,
        string secret, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (await FindAsync(secret, cancellation) is not { } found)
        {
            return Lost(found: false);
        }

        if ((await request.FormAsync(cancellation)).TextOf("person") != "ja")
        {
            var faults = new Faults();
            faults.Add("person", RespondTexts.TickToSend);
            return EndedPageOf(secret, found, faults);
        }

        if (found.State == LinkState.Replaced)
        {
            await mailing.SendAgainAsync(found.Link, client, cancellation);
        }

        return PageResults.SeeOther(request, "/lank?skickat=lank");
    }

    [Function("LostLink")]
    public static IResult LostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lank")] HttpRequest request) =>
        request.Query["skickat"].ToString() switch
        {
            "lank" => PageResults.Page<LostLinkPage, LostLinkView>(new LostLinkView { Sent = RespondTexts.LinkSentAgain }),
            "adress" => PageResults.Page<LostLinkPage, LostLinkView>(new LostLinkView { Sent = RespondTexts.LinkAsked }),
            _ => Lost(found: true),
        };

    /// <summary>Behaves and responds in the same way whether or not anybody known has the address.</summary>
    [Function("AskForLink")]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lank")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var address = (await request.FormAsync(cancellation)).TextOf("adress");
        if (address.Length > 200 || !System.Net.Mail.MailAddress.TryCreate(address, out _))
        {
            var faults = new Faults();
            faults.Add("adress", RespondTexts.LostLinkAddressWrong);
            return PageResults.Page<LostLinkPage, LostLinkView>(
                new LostLinkView { Faults = faults, Address = address }, StatusCodes.Status422UnprocessableEntity);
        }

        await mailing.AskAsync(address, client, cancellation);
        return PageResults.SeeOther(request, "/lank?skickat=adress");
    }

    /// <summary>
    /// The link that a secret belongs to, and its state. If its holder no longer answers, the link counts as revoked: it would only lead to a page
    /// that asks for the link.
    /// </summary>
    private async Task<(Link Link, LinkState State)?> FindAsync(string secret, CancellationToken cancellation) =>
        await secrets.FindAsync(secret, cancellation) is not { } found ? null
        : found.State is LinkState.Active or LinkState.Replaced && !await book.HasHolderAsync(found.Link, cancellation)
            ? (found.Link, LinkState.Revoked)
        : found;

    private IResult PageOf(Link link, Faults faults)
    {
        var plan = city.Year(link.Year).Plan;
        var (name, last) = (composing.NameOf(link), Swedish.LongDateWithWeekday(plan.Dates.Deadline.Date));
        var view = link is ExpertLink { Form: var form }
            ? new LinkView
            {
                Target = form,
                Heading = Text.With(ExpertTexts.LinkTitle, name),
                Intro = Text.With(ExpertTexts.LinkIntro, plan.Reviews.First(r => r.Form == form).Name, city.Facts.Name, last),
                Tick = ExpertTexts.LinkTick,
                Faults = faults,
            }
            : new LinkView
            {
                Target = link.Target,
                Heading = Text.With(RespondTexts.LinkTitle, name),
                Intro = Text.With(RespondTexts.LinkIntro, plan.Year, last),
                Tick = Text.With(RespondTexts.LinkTick, name),
                Faults = faults,
            };
        return PageResults.Page<LinkPage, LinkView>(view, faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static IResult EndedPageOf(string secret, (Link Link, LinkState State) found, Faults faults) => PageResults.Page<EndedLinkPage, EndedLinkView>(
        new EndedLinkView { Secret = secret, State = found.State, IsColleague = Colleagues.IsColleague(found.Link.Contact), Faults = faults },
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status404NotFound);

    /// <summary>An unknown secret is usually one that was copied only in part.</summary>
    private static IResult Lost(bool found) => PageResults.Page<LostLinkPage, LostLinkView>(
        new LostLinkView { Unknown = !found }, found ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
}
