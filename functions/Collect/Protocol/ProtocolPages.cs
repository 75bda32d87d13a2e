using Arshjulet.Documents.Protocols;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect.Attachments;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Collect.Protocol;

/// <summary>
/// The test protocol as an Excel file: fetched with what is saved, filled in, shown as what it would change. It is saved by the form's own
/// address, as if it had been typed there, so nothing here writes.
/// </summary>
public sealed class ProtocolPages(AnswerViews views, YearStore years, Links links, CityContent city, AuditLog audit)
{
    private const string Route = "svar/{year:int}/{body}/{form}";

    [Function("ProtocolPage")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/excel")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        return view.Sheet.State.Locked ? Answering.SeeOther(request, $"{view.Address}/kvitto") : Answering.Page<ProtocolPage>(new { View = view });
    }

    [Function("ProtocolTemplateFile")]
    public async Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/mall.xlsx")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        await audit.AppendAsync($"{year}-{body}", view.Who.Contact.Id, "svar-last", form, cancellation);
        var file = ProtocolTemplate.Create(new ProtocolInput
        {
            Year = year,
            Form = view.Form,
            Body = view.Who.Body,
            Answers = view.Sheet.Values,
            Sender = $"{city.Facts.Name}, {city.Facts.Office}",
        });
        return Results.Bytes(file.Content, file.ContentType, file.Name);
    }

    [Function("ReadProtocol")]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/excel")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var view = await ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if ((await years.ReadAsync(year, cancellation)).ClosedAt is not null)
        {
            throw new YearClosedException(year);
        }

        if (view.Sheet.State.Locked)
        {
            return Answering.SeeOther(request, $"{view.Address}/kvitto");
        }

        var (read, wrong) = await FileAsync((await request.FormAsync(cancellation)).Files.GetFile("fil"), view, cancellation);
        await links.SeenAsync(view.Who.Link, cancellation);
        if (read is null)
        {
            view.Faults.Add("fil", wrong!);
            return Answering.Page<ProtocolPage>(new { View = view }, StatusCodes.Status422UnprocessableEntity);
        }

        await audit.AppendAsync($"{year}-{body}", view.Who.Contact.Id, "svar-last", form, cancellation);
        return Answering.Page<ProtocolChangesPage>(new { View = view, Preview = ProtocolPreview.Of(read, view.Form, view.Sheet) });
    }

    /// <summary>A form that asks this body about nothing one by one has no protocol.</summary>
    private async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, id, cancellation);
        return view.HasItems ? view : throw new NotFoundException($"{id} has no protocol.");
    }

    /// <summary>What the file says, or why it can't be read.</summary>
    private static async Task<(ReadProtocol? Read, string? Wrong)> FileAsync(IFormFile? file, AnswerView view, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
        {
            return (null, ProtocolTexts.Missing);
        }

        var name = AttachmentName.Safe(file.FileName);
        if (file.Length > AttachmentStep.MaxBytes)
        {
            return (null, Text.With(ProtocolTexts.TooLarge, name, Swedish.Number(AttachmentStep.MaxBytes / 1_000_000)));
        }

        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        var content = memory.ToArray();
        if (AttachmentKind.Of(file.FileName, content) is not { IsWorkbook: true })
        {
            return (null, Text.With(ProtocolTexts.WrongKind, name));
        }

        return ProtocolReading.Read(content, view.Id.Year, view.Form, view.Who.Body) switch
        {
            null => (null, Text.With(ProtocolTexts.NotReadable, name)),
            { IsTemplate: false } => (null, Text.With(ProtocolTexts.NotTheTemplate, name)),
            var read => (read, null),
        };
    }
}
