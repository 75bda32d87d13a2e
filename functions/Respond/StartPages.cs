using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Respond;

/// <summary>A body's start page: its forms and what remains of each, who else is answering, and asking colleagues for help.</summary>
public sealed class StartPages(
    Respondents respondents, CityContent city, YearStore years, AssignmentStore assignments, AnswerStore answers, Forwarding forwarding, Presence presence)
{
    private const string Route = "svar/{year:int}/{body}";

    [Function("AnswerStart")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, year, body, cancellation);
        return PageResults.Page<AnswerStartPage, StartView>(await ViewAsync(who, cancellation) with { Done = request.Query["klart"].ToString() });
    }

    [Function("AskColleague")]
    public async Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/kollegor/fraga")] HttpRequest request,
        int year, string body, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var who = await RequireOpenAsync(request, year, body, cancellation);
        var address = (await request.FormAsync(cancellation)).TextOf("adress");
        if (await forwarding.AskAsync(who, address, client, cancellation) is not { } wrong)
        {
            return PageResults.SeeOther(request, $"/svar/{year}/{body}?klart=skickat#kollegor");
        }

        var view = await ViewAsync(who, cancellation) with { Address = address };
        view.Faults.Add("adress", wrong);
        return PageResults.Page<AnswerStartPage, StartView>(view, StatusCodes.Status422UnprocessableEntity);
    }

    [Function("RevokeColleague")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/kollegor/aterkalla")] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var who = await RequireOpenAsync(request, year, body, cancellation);
        await forwarding.RevokeAsync(who, (await request.FormAsync(cancellation)).TextOf("kollega"), cancellation);
        return PageResults.SeeOther(request, $"/svar/{year}/{body}?klart=aterkallat#kollegor");
    }

    private async Task<Respondent> RequireOpenAsync(HttpRequest request, int year, string body, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, year, body, cancellation);
        await years.RequireOpenAsync(year, cancellation);
        return who;
    }

    private async Task<StartView> ViewAsync(Respondent who, CancellationToken cancellation)
    {
        var state = await years.ReadAsync(who.Year, cancellation);
        var own = await assignments.OfBodyAsync(who.Year, who.Body.Id, cancellation);
        var lines = new List<StartLine>();
        foreach (var form in state.FormsOf(city.Year(who.Year)).Where(f => own.Any(a => a.Id.Form == f)).Select(city.Year(who.Year).Form))
        {
            var sheet = await answers.ReadAsync(new AssignmentId(who.Year, who.Body.Id, form.Key), cancellation);
            lines.Add(new StartLine(form, sheet, Remaining.Of(form, who.Body, sheet.Values)));
        }

        return new StartView
        {
            Who = who,
            Content = city.Year(who.Year),
            State = state,
            Lines = lines,
            Others = await presence.OthersAsync(who, cancellation),
            Forwarded = await forwarding.ListAsync(who.Year, who.Body.Id, cancellation),
        };
    }
}
