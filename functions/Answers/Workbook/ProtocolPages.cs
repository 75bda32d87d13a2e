using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>
/// The test protocol as an Excel file: fetched with what is saved, filled in, shown as what it would change. It is saved by the form's own
/// address, as if it had been typed there, so nothing here writes.
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
            return Answering.SeeOther(request, $"{view.Address}/kvitto");
        }

        return await years.IsClosedAsync(year, cancellation)
            ? Answering.SeeOther(request, view.Address)
            : Answering.Page<ProtocolPage, ProtocolView>(ProtocolView.Of(view));
    }

    [Function("ProtocolTemplateFile")]
    public async Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/mall.xlsx")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.AnswersRead, form, cancellation);
        return files.Template(ProtocolView.Of(view));
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
            return Answering.SeeOther(request, $"{view.Address}/kvitto");
        }

        var protocol = ProtocolView.Of(view);
        var read = await ProtocolFiles.ReadAsync(await request.FormAsync(cancellation), protocol, cancellation);
        await linkPresence.SeenAsync(view.Who.Link, cancellation);
        if (read is null)
        {
            return Answering.Page<ProtocolPage, ProtocolView>(protocol, StatusCodes.Status422UnprocessableEntity);
        }

        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.AnswersRead, form, cancellation);
        return Answering.Page<ProtocolChangesPage, ProtocolChangesView>(
            new ProtocolChangesView(protocol, ProtocolPreview.Of(read, protocol), Meanwhile: false));
    }

    /// <summary>A form that asks this body about nothing one by one has no protocol.</summary>
    private async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, id, cancellation);
        return view.HasItems ? view : throw new NotFoundException($"{id} has no protocol.");
    }
}
