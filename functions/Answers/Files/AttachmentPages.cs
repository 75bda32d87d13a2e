using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>A form's files: adding, removing and downloading.</summary>
public sealed class AttachmentPages(AnswerViews views, AttachmentStep step, YearStore years, AuditLog audit)
{
    private const string Route = "svar/{year:int}/{body}/{form}/bilagor";

    [Function("AttachmentPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return view.Sheet.State.Locked ? PageResults.SeeOther(request, $"{view.Address}/kvitto")
            : PageResults.Page<AttachmentPage, AttachmentView>(new AttachmentView(view, await years.IsClosedAsync(year, cancellation)));
    }

    [Function("AddAttachments")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        var sent = await request.FormAsync(cancellation);
        var faults = await step.AddAsync(view.Id, view.Who, sent.Files.GetFiles("fil"), cancellation);
        if (faults is not { Any: true })
        {
            return PageResults.SeeOther(request, faults is null ? $"{view.Address}/kvitto" : $"{view.Address}/bilagor");
        }

        var now = await views.ReadAsync(request, view.Id, cancellation);
        return PageResults.Page<AttachmentPage, AttachmentView>(
            new AttachmentView(now with { Faults = faults }, Closed: false), StatusCodes.Status422UnprocessableEntity);
    }

    [Function("RemoveAttachment")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{hash}/ta-bort")] HttpRequest request,
        int year, string body, string form, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        var removed = await step.RemoveAsync(view.Id, view.Who, hash, cancellation);
        return PageResults.SeeOther(request, removed ? $"{view.Address}/bilagor" : $"{view.Address}/kvitto");
    }

    [Function("OwnAttachment")]
    public async Task<IResult> OwnAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{hash}")] HttpRequest request,
        int year, string body, string form, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        var asked = $"{form} {AttachmentStep.ShortenForLog(hash)}";
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.AttachmentRead, asked, cancellation);

        // A submitted sheet does not change, so its files are those of the submission.
        return await step.SendAsync(view.Id, AttachmentList.Read(view.Sheet), hash, cancellation);
    }
}
