using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Submit;

/// <summary>Downloads of submitted files, for the body and for the office (which sees no others). Every download is logged.</summary>
public sealed class SubmittedFiles(
    AnswerViews views, AttachmentStep files, CityContent city, AnswerStore answers, SubmissionStore submissions, AuditLog audit)
{
    private const string OwnRoute = "svar/{year:int}/{body}/{form}/versioner/{sequence:int}/bilagor/{hash}";
    private const string OfficeRoute = "kansli/{year:int}/svar/{body}/{form}/versioner/{sequence:int}/bilagor/{hash}";

    /// <summary>A file of one of the body's own submissions.</summary>
    [Function("OwnKeptAttachment")]
    public async Task<IResult> OwnVersionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OwnRoute)] HttpRequest request,
        int year, string body, string form, int sequence, string hash, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return await SendFileAsync(view.Id, view.Sheet.State, view.Who.Contact.Id, sequence, hash, cancellation);
    }

    [Function("OfficeAttachment")]
    public async Task<IResult> OfficeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfficeRoute)] HttpRequest request,
        int year, string body, string form, int sequence, string hash, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var id = new AssignmentId(city.Year(year).Plan.Year, city.Body(body).Id, city.Year(year).Form(form).Key);
        return await SendFileAsync(id, await answers.ReadStateAsync(id, cancellation), user.Id, sequence, hash, cancellation);
    }

    private async Task<IResult> SendFileAsync(AssignmentId id, SheetState state, string who, int sequence, string hash, CancellationToken cancellation)
    {
        var submission = (await submissions.VersionsAsync(id, state, cancellation)).FirstOrDefault(k => k.Sequence == sequence)
            ?? throw new NotFoundException($"{id} has no submission {sequence}.");
        var asked = $"{id.Form} {sequence} {AttachmentStep.ShortenForLog(hash)}";
        await audit.AppendAsync(AuditScope.ForBody(id.Year, id.Body), who, Act.AttachmentRead, asked, cancellation);
        return await files.SendAsync(id, (await submissions.ReadAsync(submission.Blob, cancellation)).Attachments, hash, cancellation);
    }
}
