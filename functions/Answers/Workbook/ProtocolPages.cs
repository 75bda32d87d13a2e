using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>
/// The test protocol as an Excel file. It is downloaded with the saved answers, filled in, uploaded and previewed. The preview posts to the form's
/// own address, as if the answers had been typed there, so nothing here writes.
/// </summary>
public sealed class ProtocolPages(AnswerViews views, YearStore years, LinkPresence linkPresence, ProtocolFiles files, AuditLog audit)
{
    private const string Route = "svar/{year:int}/{body}/{form}";

    [Function("ProtocolPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/excel")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if (view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, $"{view.Address}/kvitto");
        }

        return await years.IsClosedAsync(year, cancellation)
            ? PageResults.SeeOther(request, view.Address)
            : PageResults.Page<ProtocolPage, ProtocolView>(ProtocolView.ForBody(view));
    }

    [Function("ProtocolTemplateFile")]
    public async Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/mall.xlsx")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.AnswersRead, form, cancellation);
        return files.Template(ProtocolView.ForBody(view));
    }

    [Function("ReadProtocol")]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/excel")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await years.RequireOpenAsync(year, cancellation);

        if (view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, $"{view.Address}/kvitto");
        }

        var protocol = ProtocolView.ForBody(view);
        var read = await ProtocolFiles.ReadAsync(await request.FormAsync(cancellation), protocol, cancellation);
        await linkPresence.RecordUseAsync(view.Who.Link, cancellation);
        if (read is null)
        {
            return PageResults.Page<ProtocolPage, ProtocolView>(protocol, StatusCodes.Status422UnprocessableEntity);
        }

        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.AnswersRead, form, cancellation);
        return PageResults.Page<ProtocolChangesPage, ProtocolChangesView>(
            new ProtocolChangesView(protocol, ProtocolPreview.Create(read, protocol), RestSaved: false));
    }

    /// <summary>Reads the form's view. A form without items for this body has no protocol.</summary>
    private async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, id, cancellation);
        return view.HasItems ? view : throw new NotFoundException($"{id} has no protocol.");
    }
}
