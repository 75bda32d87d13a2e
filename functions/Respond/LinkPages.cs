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
/// The way in. Mail scanners open links, and some press buttons: the GET changes nothing, the POST spends nothing and wants a box
/// ticked that a person reads. After it the secret is out of the address.
/// </summary>
public sealed class LinkPages(LinkSecrets secrets, LinkPresence linkPresence, ContactBook book, Respondents respondents, LinkMailing mailing, LinkComposing composing, CityContent city)
{
    private const string Route = "l/{secret}";

    [Function("LinkPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string secret, CancellationToken cancellation) =>
        await FindAsync(secret, cancellation) switch
        {
            { State: LinkState.Standing } found => PageOf(found.Link, new Faults()),
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

        if (found.State != LinkState.Standing)
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
        await linkPresence.SeenAsync(found.Link, cancellation);
        return Answering.SeeOther(request, start);
    }

    /// <summary>Whoever holds a replaced link may have the new one sent, to the address on record and nowhere else.</summary>
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

        return Answering.SeeOther(request, "/lank?skickat=lank");
    }

    [Function("LostLink")]
    public static IResult LostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lank")] HttpRequest request) =>
        request.Query["skickat"].ToString() switch
        {
            "lank" => Answering.Page<LostLinkPage, LostLinkView>(new LostLinkView { Sent = RespondTexts.LinkSentAgain }),
            "adress" => Answering.Page<LostLinkPage, LostLinkView>(new LostLinkView { Sent = RespondTexts.LinkAsked }),
            _ => Lost(found: true),
        };

    /// <summary>Does and answers the same whether or not anybody has the address.</summary>
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
            return Answering.Page<LostLinkPage, LostLinkView>(
                new LostLinkView { Faults = faults, Address = address }, StatusCodes.Status422UnprocessableEntity);
        }

        await mailing.AskAsync(address, client, cancellation);
        return Answering.SeeOther(request, "/lank?skickat=adress");
    }

    /// <summary>What a secret leads to. One of somebody who no longer answers has ended: it would lead to a page that asks for the link.</summary>
    private async Task<(Link Link, LinkState State)?> FindAsync(string secret, CancellationToken cancellation) =>
        await secrets.FindAsync(secret, cancellation) is not { } found ? null
        : found.State is LinkState.Standing or LinkState.Replaced && !await book.KnowsAsync(found.Link, cancellation) ? (found.Link, LinkState.Revoked)
        : found;

    private IResult PageOf(Link link, Faults faults)
    {
        var plan = city.Year(link.Year).Plan;
        var (name, last) = (composing.NameOf(link), Swedish.LongDateWithWeekday(plan.Dates.Deadline.Date));
        var view = link is ExpertLink { Form: var form }
            ? new LinkView
            {
                To = form,
                Heading = Text.With(ExpertTexts.LinkTitle, name),
                Intro = Text.With(ExpertTexts.LinkIntro, plan.Reviews.First(r => r.Form == form).Name, city.Facts.Name, last),
                Tick = ExpertTexts.LinkTick,
                Faults = faults,
            }
            : new LinkView
            {
                To = link.To,
                Heading = Text.With(RespondTexts.LinkTitle, name),
                Intro = Text.With(RespondTexts.LinkIntro, plan.Year, last),
                Tick = Text.With(RespondTexts.LinkTick, name),
                Faults = faults,
            };
        return Answering.Page<LinkPage, LinkView>(view, faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static IResult EndedPageOf(string secret, (Link Link, LinkState State) found, Faults faults) => Answering.Page<EndedLinkPage, EndedLinkView>(
        new EndedLinkView { Secret = secret, State = found.State, IsColleague = Colleagues.Is(found.Link.Contact), Faults = faults },
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status404NotFound);

    /// <summary>A secret that never was: most often half of one.</summary>
    private static IResult Lost(bool found) => Answering.Page<LostLinkPage, LostLinkView>(
        new LostLinkView { Unknown = !found }, found ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
}
