using System.Globalization;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Submit;

/// <summary>The pages with a form's submissions: their copies, and what changed between two of them. For the body and for the office.</summary>
public sealed class VersionPages(AnswerViews views, CityContent city, AnswerStore answers, SubmissionStore submissions, ReceiptCopies copies, AuditLog audit)
{
    private const string Own = "svar/{year:int}/{body}/{form}";
    private const string Offices = "kansli/{year:int}/svar/{body}/{form}";

    [Function("OwnVersions")]
    public async Task<IResult> OwnAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Own + "/versioner")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.SubmissionRead, form, cancellation);
        return await PageAsync(request, view.Id, view.Sheet.State, view.Address, null, cancellation);
    }

    [Function("OwnCopy")]
    public async Task<IResult> OwnCopyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Own + "/versioner/{sequence:int}/kopia")] HttpRequest request,
        int year, string body, string form, int sequence, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.SubmissionRead, $"{form} {sequence}", cancellation);
        return await CopyAsync(view.Id, view.Sheet.State, sequence, cancellation);
    }

    [Function("OfficeVersions")]
    public async Task<IResult> OfficeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Offices + "/versioner")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var id = IdOf(year, body, form);
        var state = (await answers.ReadAsync(id, cancellation)).State;
        await audit.AppendAsync(AuditScope.ForBody(year, body), user.Id, Act.SubmissionRead, form, cancellation);
        return await PageAsync(request, id, state, $"/kansli/{year}/svar/{body}/{form}", user, cancellation);
    }

    [Function("OfficeCopy")]
    public async Task<IResult> OfficeCopyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Offices + "/versioner/{sequence:int}/kopia")] HttpRequest request,
        int year, string body, string form, int sequence, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var id = IdOf(year, body, form);
        await audit.AppendAsync(AuditScope.ForBody(year, body), user.Id, Act.SubmissionRead, $"{form} {sequence}", cancellation);
        return await CopyAsync(id, (await answers.ReadAsync(id, cancellation)).State, sequence, cancellation);
    }

    private AssignmentId IdOf(int year, string body, string form) =>
        new(city.Year(year).Plan.Year, city.Body(body).Id, city.Year(year).Form(form).Key);

    private async Task<IResult> PageAsync(
        HttpRequest request, AssignmentId id, SheetState state, string address, OfficeUser? user, CancellationToken cancellation)
    {
        var kept = await submissions.VersionsAsync(id, state, cancellation);
        var frozen = (await Task.WhenAll(kept.Select(k => submissions.ReadAsync(k.Blob, cancellation)))).ToDictionary(s => s.Sequence);
        var compared = Chosen(request, kept) is ({ } from, { } to) ? Compare(frozen[from.Sequence], frozen[to.Sequence]) : null;
        var (form, body) = (city.Year(id.Year).Form(id.Form), city.Body(id.Body));
        return PageResults.Page<VersionsPage, VersionsView>(new VersionsView
        {
            User = user,
            Address = address,

            // The office may not read a form that is open.
            Back = user is not null && !state.Locked ? ($"/kansli/{id.Year}/svar/{id.Body}", body.Name) : (address, form.Title),
            Form = form,
            Body = body,
            Versions = kept,
            Files = frozen.ToDictionary(f => f.Key, f => f.Value.Attachments),
            Compared = compared,
        });
    }

    private static ComparedVersions Compare(Submission before, Submission after) => new(before, after, SubmissionComparison.Of(before, after));

    /// <summary>The two versions that the address names, earlier first; otherwise the last two.</summary>
    private static (SubmissionVersion? From, SubmissionVersion? To) Chosen(HttpRequest request, IReadOnlyList<SubmissionVersion> kept)
    {
        SubmissionVersion? Named(string name) => int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? kept.FirstOrDefault(k => k.Sequence == n)
            : null;
        return (Named("fran"), Named("till")) switch
        {
            ({ } a, { } b) => a.Sequence <= b.Sequence ? (a, b) : (b, a),
            _ => kept.Count > 1 ? (kept[^2], kept[^1]) : (null, null),
        };
    }

    private async Task<IResult> CopyAsync(AssignmentId id, SheetState state, int sequence, CancellationToken cancellation)
    {
        var kept = (await submissions.VersionsAsync(id, state, cancellation)).FirstOrDefault(k => k.Sequence == sequence)
            ?? throw new NotFoundException($"{id} has no submission {sequence}.");
        var file = copies.Create(await submissions.ReadAsync(kept.Blob, cancellation));
        return Results.Bytes(file.Content, file.ContentType, file.Name);
    }
}
