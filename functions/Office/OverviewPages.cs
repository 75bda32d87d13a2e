using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Timeline;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Office;

/// <summary>The office's pages about the years, a year, a body, submissions, mail and the log. Answers are not shown until they are submitted.</summary>
public sealed class OverviewPages(
    CityContent city, YearStore years, AssignmentStore assignments, CompilationStore compilations, Outbox outbox, ContactBook book,
    SubmissionStore submissions, SubmitStep submit, YearParts parts, AuditLog audit)
{
    [Function("YearsPage")]
    public async Task<IResult> YearsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli")] HttpRequest request,
        CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var states = new List<YearState>();
        foreach (var year in city.Years.Keys.Union(await years.YearsWithFollowUpsAsync(cancellation)).OrderDescending())
        {
            states.Add(await years.ReadAsync(year, cancellation));
        }

        return PageResults.Page<YearsPage, YearsView>(new YearsView(user, states));
    }

    [Function("YearPage")]
    public async Task<IResult> YearAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}")] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var state = await years.ReadAsync(year, cancellation);
        if (!city.Years.ContainsKey(year))
        {
            return state.FollowUps.Count > 0
                ? PageResults.Page<DraftPage, DraftView>(new DraftView(user, state))
                : throw new NotFoundException($"No year {year}.");
        }

        return PageResults.Page<YearPage, YearView>(new YearView
        {
            User = user,
            Content = city.Year(year),
            State = state,
            Forms = state.FormsOf(city.Year(year)).Select(city.Year(year).Form).ToArray(),
            Assignments = await assignments.OfYearAsync(year, cancellation),
            Latest = await compilations.LatestAsync(year, cancellation),
            Stopped = state is { Decision: not null, ClosedAt: null } ? await parts.StoppedAsync(year, client, cancellation) : [],
            FailedMail = (await outbox.InStateAsync(year, [MailState.Failed], cancellation)).Count,
        });
    }

    [Function("BodyPage")]
    public async Task<IResult> BodyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}/svar/{body}")] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        return PageResults.Page<BodyPage, BodyView>(new BodyView
        {
            User = user,
            Content = city.Year(year),
            Body = city.Body(body),
            Assignments = await assignments.OfBodyAsync(year, body, cancellation),
            YearClosed = await years.IsClosedAsync(year, cancellation),
            LinkReplaced = request.Query["bytt"].ToString() is { Length: > 0 },
        });
    }

    /// <summary>A submission. It is a public document, and every reading of it is logged.</summary>
    [Function("SubmissionPage")]
    public async Task<IResult> SubmissionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}/svar/{body}/{form}")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var assignment = (await assignments.OfBodyAsync(year, body, cancellation))
            .FirstOrDefault(a => a.Id.Form == form && a is { Submitted: true, Blob: not null })
            ?? throw new NotFoundException($"{year}/{body}/{form} is not submitted.");
        await audit.AppendAsync(AuditScope.ForBody(year, body), user.Id, Act.SubmissionRead, form, cancellation);
        return PageResults.Page<SubmissionPage, SubmissionView>(new SubmissionView
        {
            User = user,
            Content = city.Year(year),
            Body = city.Body(body),
            Form = city.Year(year).Form(form),
            Submission = await submissions.ReadAsync(assignment.Blob!, cancellation),
        });
    }

    /// <summary>The secretary reopens a form for a body, which is the only way after the deadline.</summary>
    [Function("ReopenForBody")]
    public async Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kansli/{year:int}/svar/{body}/{form}/oppna")] HttpRequest request,
        int year, string body, string form, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        _ = city.Year(year);
        await years.RequireOpenAsync(year, cancellation);

        await submit.ReopenAsync(new AssignmentId(year, city.Body(body).Id, city.Year(year).Form(form).Key), user.Id, client, cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/svar/{body}");
    }

    [Function("MailPageOfYear")]
    public async Task<IResult> MailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}/mejl")] HttpRequest request,
        int year, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var all = await outbox.OfYearAsync(year, cancellation);
        return PageResults.Page<MailLogPage, MailLogView>(new MailLogView
        {
            User = user,
            Content = city.Year(year),
            Addresses = await book.AddressesAsync(year, cancellation),
            Mail = all.Where(m => m.Contact.Length > 0 && (m.Kind != LostLinkComposer.LostLink.Name || m.State != MailState.Skipped)).ToArray(),
            Failed = all.Count(m => m.State == MailState.Failed),
        });
    }

    /// <summary>The log of a year or a body, and whether its hash chain is intact.</summary>
    [Function("AuditPage")]
    public async Task<IResult> AuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}/logg/{body?}")] HttpRequest request,
        int year, string? body, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var scope = body is null ? AuditScope.ForYear(year) : AuditScope.ForBody(year, city.Body(body).Id);
        var (entries, broken) = await audit.ReadAsync(scope, cancellation);
        return PageResults.Page<AuditPage, AuditView>(new AuditView
        {
            User = user,
            Content = city.Year(year),
            Body = body is null ? null : city.Body(body),
            Entries = entries,
            BrokenAt = broken,
        });
    }
}
