using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Office;

/// <summary>The office's page about the year's experts: who they are, when they last answered, and replacing a link that went astray.</summary>
public sealed class ExpertOfficePages(CityContent city, YearStore years, AssignmentStore assignments, Links links, LinkMailing mailing)
{
    private const string Route = "kansli/{year:int}/sakkunniga";

    [Function("ExpertsPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var (lines, asked) = (new List<ExpertLine>(), await AskedAsync(year, cancellation));
        foreach (var review in city.Year(year).Plan.Reviews)
        {
            var uses = review.Experts.Count == 0 ? [] : await links.OfFormAsync(year, review.Form, cancellation);
            lines.AddRange(review.Experts.Select(e =>
                new ExpertLine(review.Form, e, uses.FirstOrDefault(u => u.Link.Contact == e.Id)?.LastSeenAt, asked.Contains(review.Form))));
        }

        return PageResults.Page<ExpertOfficePage, ExpertOfficeView>(new ExpertOfficeView
        {
            User = user,
            Content = city.Year(year),
            Lines = lines,
            MayChange = user.May(OfficeRole.Secretary) && await years.ReadAsync(year, cancellation) is { ClosedAt: null },
            LinkReplaced = request.Query["bytt"].ToString() is { Length: > 0 },
        });
    }

    [Function("ReplaceExpertLink")]
    public async Task<IResult> ReplaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{form}/byt")] HttpRequest request,
        int year, string form, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        await years.RequireOpenAsync(year, cancellation);

        var expert = (await request.FormAsync(cancellation)).TextOf("sakkunnig");
        if (city.Year(year).Plan.ExpertsOf(form).All(e => e.Id != expert) || !(await AskedAsync(year, cancellation)).Contains(form))
        {
            throw new NotFoundException($"{form} of {year} has no expert {expert}, or has not gone out.");
        }

        // An expert who was added after the distribution has no link yet.
        await links.CreateAsync(new ExpertLink(year, form, expert), cancellation);
        await mailing.ReplaceAsync(new ExpertLink(year, form, expert), user.Id, client, cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/sakkunniga?bytt=ja");
    }

    private async Task<HashSet<string>> AskedAsync(int year, CancellationToken cancellation) =>
        [.. (await assignments.OfYearAsync(year, cancellation)).Select(a => a.Id.Form)];
}
