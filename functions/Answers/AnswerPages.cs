using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers.Autosave;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Answers;

/// <summary>
/// A form's page and its items' pages, and saving what is written there: the whole page by its button, or one answer at a time by its script.
/// </summary>
public sealed class AnswerPages(
    Respondents respondents, AnswerViews views, YearStore years, LoggedAnswers answers, LinkPresence linkPresence, AuditLog audit, Instructions instructions)
{
    private const string Route = "svar/{year:int}/{body}/{form}";

    [Function("AnswerForm")]
    public Task<IResult> FormAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation) =>
        ShowAsync(request, new AssignmentId(year, body, form), null, cancellation);

    /// <summary>The page of one item. A page of a dozen criteria can be worked through with a keyboard; one with all items can't.</summary>
    [Function("AnswerItem")]
    public Task<IResult> ItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/objekt/{item}")] HttpRequest request,
        int year, string body, string form, string item, CancellationToken cancellation) =>
        ShowAsync(request, new AssignmentId(year, body, form), item, cancellation);

    private async Task<IResult> ShowAsync(HttpRequest request, AssignmentId id, string? item, CancellationToken cancellation)
    {
        var view = item is null ? await views.ReadAsync(request, id, cancellation) : await views.ReadItemAsync(request, id, item, cancellation);
        if (view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, view.SubmittedAddress);
        }

        var closed = await years.IsClosedAsync(id.Year, cancellation);
        var shown = item is null ? id.Form : $"{id.Form} {item}";
        await audit.AppendAsync(AuditScope.ForBody(id.Year, id.Body), view.Who.Contact.Id, Act.AnswersRead, shown, cancellation);
        if (closed)
        {
            return PageResults.Page<ClosedFormPage, AnswerView>(view);
        }

        view = await views.WithOthersAsync(view, cancellation);
        return PageOf(view with { Saved = request.Query["sparat"].ToString() is { Length: > 0 } });
    }

    /// <summary>Saves the valid answers. The rest is shown again with the reasons, so that nothing that was typed is lost.</summary>
    [Function("SaveAnswers")]
    public Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation) =>
        SaveAsync(request, new AssignmentId(year, body, form), null, cancellation);

    [Function("SaveItem")]
    public Task<IResult> SaveItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/objekt/{item}")] HttpRequest request,
        int year, string body, string form, string item, CancellationToken cancellation) =>
        SaveAsync(request, new AssignmentId(year, body, form), item, cancellation);

    private async Task<IResult> SaveAsync(HttpRequest request, AssignmentId id, string? item, CancellationToken cancellation)
    {
        var who = item is null
            ? await respondents.RequireAsync(request, id.Year, id.Body, cancellation)
            : await respondents.RequireForItemsAsync(request, id.Year, id.Body, id.Form, cancellation);
        var script = request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);
        var sent = await request.FormAsync(cancellation);
        var view = (await views.ReadAsync(who, id.Form, cancellation)).ForItem(item);
        var (changes, faults) = SentAnswers.Read(sent, view.Form, who.Body, view.Sheet);
        if (await years.IsClosedAsync(id.Year, cancellation))
        {
            return script ? Json(SheetUpdate.For(view) with { Closed = true }, StatusCodes.Status409Conflict)
                : NotSaved(view, sent, PageTexts.ClosedTitle, AnswerTexts.NotSavedClosed) ?? throw new YearClosedException(id.Year);
        }

        var outcome = await answers.SaveAsync(view.Id, changes, who.Contact.Id);
        await linkPresence.RecordUseAsync(who.Link, cancellation);

        view = view with { Sheet = outcome.Sheet };
        if (script)
        {
            return JsonOf(view, changes, outcome, faults);
        }

        if (outcome.WasLocked)
        {
            return NotSaved(view, sent, AnswerTexts.NotSavedTitle, AnswerTexts.NotSavedLocked) ?? PageResults.SeeOther(request, view.SubmittedAddress);
        }

        foreach (var conflict in outcome.Conflicts)
        {
            faults.Add($"q.{conflict.Sent.Question}", AnswerTexts.Conflict);
        }

        if (faults.Any)
        {
            view = await views.WithOthersAsync(view with { Faults = faults, Sent = sent, Conflicts = outcome.Conflicts }, cancellation);
            return PageOf(view, StatusCodes.Status422UnprocessableEntity);
        }

        return PageResults.SeeOther(request, (sent.TextOf("nasta"), view.NextItem) switch
        {
            ("kontrollera", _) or ("nasta", null) => who.IsExpert ? $"{view.ListAddress}?sparat=ja" : $"{view.Address}/kontrollera",
            ("nasta", { } after) => $"{view.AddressOf(after)}?sparat=ja",
            _ => $"{view.PageAddress}?sparat=ja",
        });
    }

    /// <summary>A form's instruction, for those who have lost the mail.</summary>
    [Function("AnswerInstruction")]
    public async Task<IResult> InstructionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/anvisning")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        await respondents.RequireAsync(request, year, body, cancellation);
        var instruction = (await years.ReadAsync(year, cancellation)).Instructions.FirstOrDefault(i => i.Form == form)
            ?? throw new NotFoundException($"No instruction for {form}.");
        return Results.Bytes((await instructions.ReadAsync(instruction, cancellation)).ToArray(), instruction.ContentType, instruction.FileName);
    }

    private static IResult PageOf(AnswerView view, int status = StatusCodes.Status200OK) =>
        view.Item is null ? PageResults.Page<AnswerFormPage, AnswerView>(view, status) : PageResults.Page<AnswerItemPage, AnswerView>(view, status);

    private static IResult JsonOf(AnswerView view, IReadOnlyList<AnswerChange> changes, SaveOutcome outcome, Faults faults)
    {
        var open = outcome.Conflicts.Select(c => c.Sent.Question).ToHashSet();

        // A locked sheet may already contain exactly what was sent.
        bool IsStored(AnswerChange change) => !open.Contains(change.Question)
            && (!outcome.WasLocked || outcome.Saved.Contains(change.Question) || change.Content == view.Sheet.ContentOf(change.Question));
        AnswerUpdate UpdateFor(AnswerChange change) =>
            view.Sheet.LastOf(change.Question) is { } stored ? SheetUpdate.ForAnswer(view, stored, withText: false) : AnswerUpdate.Empty(change.Question);
        var update = SheetUpdate.For(view) with
        {
            Locked = outcome.WasLocked,
            Saved = [.. changes.Where(IsStored).Select(UpdateFor)],
            Conflicts = [.. outcome.WasLocked ? [] : outcome.Conflicts.Select(c => SheetUpdate.ForAnswer(view, c.Stored, withText: true))],
            Faults = [.. faults.All.Select(f => new FieldFault(f.Field, f.Message))],
        };
        return Json(
            update,
            outcome.WasLocked || update.Conflicts.Count > 0 ? StatusCodes.Status409Conflict
            : faults.Any ? StatusCodes.Status422UnprocessableEntity
            : StatusCodes.Status200OK);
    }

    private static IResult Json(SheetUpdate update, int status) => Results.Json(update, statusCode: status);

    /// <summary>The page that shows unsaved text so that it can be copied, once nothing can be saved any more. Null if there is none.</summary>
    private static IResult? NotSaved(AnswerView view, IFormCollection sent, string heading, string why)
    {
        string? Label(Question question, string? value) => view.Form.ScaleOf(question)?.Find(value)?.Label ?? value;
        var typed = view.Form.QuestionsFor(view.Who.Body).SelectMany(q => (NotSavedText[])
        [
            new(q.FullText, Unsaved(Label(q, sent[$"q.{q.Key}"]), Label(q, view.LastOf(q)?.Answer.Value))),
            new(Text.With(AnswerTexts.Comment, q.FullText), Unsaved(sent[$"k.{q.Key}"], view.LastOf(q)?.Answer.Comment)),
            new(Text.With(AnswerTexts.Evidence, q.FullText), Unsaved(sent[$"u.{q.Key}"], view.LastOf(q)?.Answer.Evidence)),
        ]).Where(t => t.Typed is not null).ToArray();
        return typed.Length == 0
            ? null
            : PageResults.Page<NotSavedPage, NotSavedView>(
                new NotSavedView { Answers = view, Heading = heading, Why = why, Typed = typed }, StatusCodes.Status409Conflict);
    }

    private static string? Unsaved(string? sent, string? stored) => AnswerRules.Clean(sent) is { } text && text != stored ? text : null;
}
