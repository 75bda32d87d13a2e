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
/// An expert's pages: the list of everything that a form asks about one by one, whichever body it belongs to, and the whole of it as one Excel
/// file. The items' own pages are the bodies'. What is saved stands in each body's sheet, beside what the body writes itself.
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
        return Answering.Page<ExpertPage, ExpertView>(new ExpertView(views, closed, Saved: request.Query["sparat"].ToString() is { Length: > 0 }));
    }

    [Function("ExpertProtocol")]
    public async Task<IResult> ProtocolAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/excel")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var view = ProtocolOf(await sheets.ReadAsync(await respondents.RequireExpertAsync(request, year, form, cancellation), cancellation));
        return await years.IsClosedAsync(year, cancellation)
            ? Answering.SeeOther(request, view.Address)
            : Answering.Page<ProtocolPage, ProtocolView>(view);
    }

    [Function("ExpertTemplateFile")]
    public async Task<IResult> TemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/mall.xlsx")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        var views = await sheets.ReadAsync(who, cancellation);
        await ReadByAsync(who, views, cancellation);
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
        await linkPresence.SeenAsync(who.Link, cancellation);
        if (read is null)
        {
            return Answering.Page<ProtocolPage, ProtocolView>(protocol, StatusCodes.Status422UnprocessableEntity);
        }

        await ReadByAsync(who, views, cancellation);
        return Answering.Page<ProtocolChangesPage, ProtocolChangesView>(
            new ProtocolChangesView(protocol, ProtocolPreview.Of(read, protocol), Meanwhile: false));
    }

    /// <summary>Saves what an uploaded file would change, body by body. What could not be saved is shown again as it would change what stands now.</summary>
    [Function("SaveExpertProtocol")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireExpertAsync(request, year, form, cancellation);
        await years.RequireOpenAsync(year, cancellation);
        var sent = await request.FormAsync(cancellation);
        var left = new List<ProtocolRow>();
        var refused = new List<NotUnderstood>();
        foreach (var view in await sheets.ReadAsync(who, cancellation))
        {
            await SaveAsync(view, OwnPartOf(sent, view), left, refused);
        }

        await linkPresence.SeenAsync(who.Link, cancellation);
        var now = ProtocolOf(await sheets.ReadAsync(who, cancellation));
        var preview = ProtocolPreview.Of(new ReadProtocol(true, left, [], []), now);
        preview = preview with { Same = 0, NotUnderstood = [.. refused, .. preview.NotUnderstood] };
        return preview.Changes.Count == 0 && preview.NotUnderstood.Count == 0
            ? Answering.SeeOther(request, $"{now.Address}?sparat=ja")
            : Answering.Page<ProtocolChangesPage, ProtocolChangesView>(new ProtocolChangesView(now, preview, Meanwhile: true), StatusCodes.Status409Conflict);
    }

    private async Task SaveAsync(AnswerView view, FormCollection sent, List<ProtocolRow> left, List<NotUnderstood> refused)
    {
        if (sent.Count == 0)
        {
            return;
        }

        var (changes, faults) = SentAnswers.Read(sent, view.Form, view.Who.Body, view.Sheet);
        var outcome = await answers.SaveAsync(view.Id, changes, view.Who.Contact.Id);
        var asked = view.Form.QuestionsFor(view.Who.Body).ToDictionary(q => q.Key);
        var open = outcome.WasLocked ? changes.Where(c => !outcome.Saved.Contains(c.Question)) : outcome.Conflicts.Select(c => c.Sent);
        left.AddRange(open.Select(c => new ProtocolRow(asked[c.Question].Group ?? "", 0, asked[c.Question], c.Content)));
        refused.AddRange(faults.All.Select(f => new NotUnderstood(view.Who.Body.Name, null, f.Message)));
    }

    /// <summary>What was sent about one body's items: keys are the items' own.</summary>
    private static FormCollection OwnPartOf(IFormCollection sent, AnswerView view)
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
        HandedIn = [.. views.Where(v => v.Sheet.State.Locked).Select(v => v.Who.Body)],
        Name = ExpertTexts.Everything,
        Address = views[0].ListAddress,
        Query = views[0].Who.Query,
        Sheet = new AnswerSheet(SheetState.Unwritten, Together(views.Where(v => !v.Sheet.State.Locked))),
    };

    /// <summary>What is asked of the items, of every body whose form is open: what a body has handed in is not the expert's to read.</summary>
    private static Dictionary<string, StoredAnswer> Together(IEnumerable<AnswerView> open) =>
        open.SelectMany(v => v.Sheet.Stored.Where(a => v.Form.AllItems().Any(i => a.Key.StartsWith($"{i.Key}.", StringComparison.Ordinal))))
            .ToDictionary(a => a.Key, a => a.Value);

    private async Task ReadByAsync(Expert who, IReadOnlyList<AnswerView> views, CancellationToken cancellation)
    {
        foreach (var view in views)
        {
            await audit.AppendAsync(AuditScope.ForBody(who.Year, view.Id.Body), who.Contact.Id, Act.AnswersRead, who.Form, cancellation);
        }
    }
}
