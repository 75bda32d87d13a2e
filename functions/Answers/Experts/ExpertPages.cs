using Arshjulet.Documents.Protocols;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers.Workbook;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Primitives;

namespace Arshjulet.Functions.Answers.Experts;

/// <summary>
/// An expert's pages: the list of all items of a form, across bodies, and all of them as one Excel file. The items' own pages are under the
/// bodies' addresses. Answers are saved in each body's sheet, next to the body's own.
/// </summary>
public sealed class ExpertPages(
    Respondents respondents, ExpertSheets sheets, ProtocolFiles files, YearStore years, LoggedAnswers answers, LinkPresence linkPresence, AuditLog audit)
{
    private const string Route = "sakkunnig/{year:int}/{form}";

    [Function("ExpertList")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        var views = await sheets.ReadAsync(who, cancellation);
        var closed = await years.IsClosedAsync(year, cancellation);
        return PageResults.Page<ExpertPage, ExpertView>(new ExpertView(views, closed, Saved: request.Query["sparat"].ToString() is { Length: > 0 }));
    }

    [Function("ExpertProtocol")]
    public async Task<IResult> ProtocolAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/excel")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var view = ProtocolOf(await sheets.ReadAsync(await respondents.RequireExpertAsync(request, year, form, cancellation), cancellation));
        return await years.IsClosedAsync(year, cancellation)
            ? PageResults.SeeOther(request, view.Address)
            : PageResults.Page<ProtocolPage, ProtocolView>(view);
    }

    [Function("ExpertTemplateFile")]
    public async Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/mall.xlsx")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        var views = await sheets.ReadAsync(who, cancellation);
        await LogReadAsync(who, views, cancellation);
        return files.Template(ProtocolOf(views));
    }

    [Function("ReadExpertProtocol")]
    public async Task<IResult> PreviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/excel")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        await years.RequireOpenAsync(year, cancellation);
        var views = await sheets.ReadAsync(who, cancellation);
        var protocol = ProtocolOf(views);
        var read = await ProtocolFiles.ReadAsync(await request.FormAsync(cancellation), protocol, cancellation);
        await linkPresence.RecordUseAsync(who.Link, cancellation);
        if (read is null)
        {
            return PageResults.Page<ProtocolPage, ProtocolView>(protocol, StatusCodes.Status422UnprocessableEntity);
        }

        await LogReadAsync(who, views, cancellation);
        return PageResults.Page<ProtocolChangesPage, ProtocolChangesView>(
            new ProtocolChangesView(protocol, ProtocolPreview.Create(read, protocol), RestSaved: false));
    }

    /// <summary>Saves an uploaded file's changes, body by body. What could not be saved is previewed again against the current answers.</summary>
    [Function("SaveExpertProtocol")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        await years.RequireOpenAsync(year, cancellation);
        var sent = await request.FormAsync(cancellation);
        var unsaved = new List<ProtocolRow>();
        var refused = new List<ProtocolRejection>();
        foreach (var view in await sheets.ReadAsync(who, cancellation))
        {
            await SaveAsync(view, FieldsOf(sent, view), unsaved, refused);
        }

        await linkPresence.RecordUseAsync(who.Link, cancellation);
        var now = ProtocolOf(await sheets.ReadAsync(who, cancellation));
        var preview = ProtocolPreview.Create(new ReadProtocol(true, unsaved, [], []), now);
        preview = preview with { UnchangedRows = 0, Rejections = [.. refused, .. preview.Rejections] };
        return preview.Changes.Count == 0 && preview.Rejections.Count == 0
            ? PageResults.SeeOther(request, $"{now.Address}?sparat=ja")
            : PageResults.Page<ProtocolChangesPage, ProtocolChangesView>(new ProtocolChangesView(now, preview, RestSaved: true), StatusCodes.Status409Conflict);
    }

    private async Task SaveAsync(AnswerView view, FormCollection sent, List<ProtocolRow> unsaved, List<ProtocolRejection> refused)
    {
        if (sent.Count == 0)
        {
            return;
        }

        var (changes, faults) = SentAnswers.Read(sent, view.Form, view.Who.Body, view.Sheet);
        var outcome = await answers.SaveAsync(view.Id, changes, view.Who.Contact.Id);
        var asked = view.Form.QuestionsFor(view.Who.Body).ToDictionary(q => q.Key);
        var open = outcome.WasLocked ? changes.Where(c => !outcome.Saved.Contains(c.Question)) : outcome.Conflicts.Select(c => c.Sent);
        unsaved.AddRange(open.Select(c => new ProtocolRow(asked[c.Question].Group ?? "", 0, asked[c.Question], c.Content)));
        refused.AddRange(faults.All.Select(f => new ProtocolRejection(view.Who.Body.Name, null, f.Message)));
    }

    /// <summary>The posted fields about one body's items. Item keys are unique across bodies.</summary>
    private static FormCollection FieldsOf(IFormCollection sent, AnswerView view)
    {
        var asked = view.Form.QuestionsFor(view.Who.Body).Select(q => q.Key).ToHashSet();
        return new FormCollection(
            sent.Where(f => f.Key.Length > 2 && asked.Contains(f.Key[2..])).ToDictionary(f => f.Key, f => new StringValues(f.Value.ToArray())));
    }

    private static ProtocolView ProtocolOf(IReadOnlyList<AnswerView> views) => new()
    {
        Year = views[0].Id.Year,
        Form = views[0].Form,
        Bodies = [.. views.Select(v => v.Who.Body)],
        SubmittedBodies = [.. views.Where(v => v.Sheet.State.Locked).Select(v => v.Who.Body)],
        Name = ExpertTexts.Everything,
        Address = views[0].ListAddress,
        Query = views[0].Who.Query,
        Sheet = new AnswerSheet(SheetState.Empty, MergedAnswers(views.Where(v => !v.Sheet.State.Locked))),
    };

    /// <summary>The items' answers from every body whose form is open. An expert may not read what a body has submitted.</summary>
    private static Dictionary<string, StoredAnswer> MergedAnswers(IEnumerable<AnswerView> open) =>
        open.SelectMany(v => v.Sheet.Stored.Where(a => v.Form.AllItems().Any(i => a.Key.StartsWith($"{i.Key}.", StringComparison.Ordinal))))
            .ToDictionary(a => a.Key, a => a.Value);

    private async Task LogReadAsync(Expert who, IReadOnlyList<AnswerView> views, CancellationToken cancellation)
    {
        foreach (var view in views)
        {
            await audit.AppendAsync(AuditScope.ForBody(who.Year, view.Id.Body), who.Contact.Id, Act.AnswersRead, who.Form, cancellation);
        }
    }
}
