using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Collect.Attachments;

/// <summary>The files of a form: add, take away, fetch. The office fetches only what has been submitted, and every time is logged.</summary>
public sealed class AttachmentPages(AnswerViews views, AttachmentStep step, CityContent city, YearStore years, AnswerStore answers, SubmissionStore submissions, SubmitStep submit, AuditLog audit)
{
    private const string Route = "svar/{year:int}/{body}/{form}/bilagor";

    [Function("AttachmentPage")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return view.Sheet.State.Locked ? Answering.SeeOther(request, $"{view.Address}/kvitto")
            : Answering.Page<AttachmentPage>(new { View = view, Closed = await years.IsClosedAsync(year, cancellation) });
    }

    [Function("AddAttachments")]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        var sent = await request.FormAsync(cancellation);
        var faults = await step.AddAsync(view.Id, view.Who, sent.Files.GetFiles("fil"), cancellation);
        return faults switch
        {
            null => Answering.SeeOther(request, $"{view.Address}/kvitto"),
            { Any: false } => Answering.SeeOther(request, $"{view.Address}/bilagor"),
            _ => Answering.Page<AttachmentPage>(new { View = (await views.ReadAsync(request, view.Id, cancellation)) with { Faults = faults } }, StatusCodes.Status422UnprocessableEntity),
        };
    }

    [Function("RemoveAttachment")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{hash}/ta-bort")] HttpRequest request,
        int year, string body, string form, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return Answering.SeeOther(request, await step.RemoveAsync(view.Id, view.Who, hash, cancellation) ? $"{view.Address}/bilagor" : $"{view.Address}/kvitto");
    }

    [Function("OwnAttachment")]
    public async Task<IResult> OwnAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{hash}")] HttpRequest request,
        int year, string body, string form, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        var files = view.Sheet.State is { Locked: true, Blob: { } blob } ? (await submit.ReadAsync(blob, cancellation)).Attachments : AttachmentList.Of(view.Sheet);
        await audit.AppendAsync($"{year}-{body}", view.Who.Contact.Id, "bilaga-last", $"{form} {Shown(hash)}", cancellation);
        return await FileAsync(view.Id, files, hash, cancellation);
    }

    /// <summary>A file of something handed in before.</summary>
    [Function("OwnKeptAttachment")]
    public async Task<IResult> OwnKeptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "svar/{year:int}/{body}/{form}/versioner/{sequence:int}/bilagor/{hash}")] HttpRequest request,
        int year, string body, string form, int sequence, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return await KeptAsync(view.Id, view.Sheet.State, view.Who.Contact.Id, sequence, hash, cancellation);
    }

    [Function("OfficeAttachment")]
    public async Task<IResult> OfficeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kansli/{year:int}/svar/{body}/{form}/versioner/{sequence:int}/bilagor/{hash}")] HttpRequest request,
        int year, string body, string form, int sequence, string hash, CancellationToken cancellation)
    {
        var user = Office.Require(request, OfficeRole.Reader);
        var id = new AssignmentId(city.Year(year).Plan.Year, city.Body(body).Id, city.Year(year).Form(form).Key);
        return await KeptAsync(id, await answers.ReadStateAsync(id, cancellation), user.Id, sequence, hash, cancellation);
    }

    private async Task<IResult> KeptAsync(AssignmentId id, SheetState state, string who, int sequence, string hash, CancellationToken cancellation)
    {
        var submission = (await submissions.OfAsync(id, state, cancellation)).FirstOrDefault(k => k.Sequence == sequence) ?? throw new NotFoundException($"{id} has no submission {sequence}.");
        await audit.AppendAsync($"{id.Year}-{id.Body}", who, "bilaga-last", $"{id.Form} {sequence} {Shown(hash)}", cancellation);
        return await FileAsync(id, (await submit.ReadAsync(submission.Blob, cancellation)).Attachments, hash, cancellation);
    }

    /// <summary>To be saved, never shown in the page's place: whatever is in it, it can't act as a page of ours.</summary>
    private async Task<IResult> FileAsync(AssignmentId id, IReadOnlyList<AttachmentRef> files, string hash, CancellationToken cancellation)
    {
        var file = files.FirstOrDefault(f => f.Hash == hash) ?? throw new NotFoundException($"{id} has no such file.");
        return Results.Bytes(await step.ReadAsync(id, file, cancellation), file.ContentType, file.Name);
    }

    private static string Shown(string hash) => hash.Length > 64 ? hash[..64] : hash;
}
