using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Collect;

/// <summary>The respondent's pages: the body's start page, and a form.</summary>
public sealed class AnswerPages(Respondents respondents, CityContent city, YearStore years, AssignmentStore assignments, AnswerStore answers, AuditLog audit, Instructions instructions)
{
    [Function("AnswerStart")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "svar/{year:int}/{body}")] HttpRequest request, int year, string body, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, year, body, cancellation);
        var state = await years.ReadAsync(year, cancellation);
        var own = await assignments.OfBodyAsync(year, body, cancellation);
        var lines = new List<StartLine>();
        foreach (var form in DecideStep.FormsOf(city.Year(year), state).Where(f => own.Any(a => a.Id.Form == f)).Select(city.Form))
        {
            var sheet = await answers.ReadAsync(new AssignmentId(year, body, form.Key), cancellation);
            lines.Add(new StartLine(form, sheet, Model.Answers.Remaining.Of(form, who.Body, sheet.Values)));
        }

        return Answering.Page<AnswerStartPage>(new { Who = who, Content = city.Year(year), State = state, Lines = lines });
    }

    [Function("AnswerForm")]
    public async Task<IResult> FormAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "svar/{year:int}/{body}/{form}")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, year, body, cancellation);
        var view = await ViewAsync(who, form, cancellation);
        if (view.Sheet.State.Locked)
        {
            return Answering.SeeOther(request, $"/svar/{year}/{body}/{form}/kvitto");
        }

        await audit.AppendAsync($"{year}-{body}", who.Contact.Id, "svar-last", form, cancellation);
        return Answering.Page<AnswerFormPage>(new { View = view with { Saved = request.Query["sparat"].ToString() is { Length: > 0 } } });
    }

    /// <summary>Saves what was sent and may be saved. What may not is shown again with the reason; nothing typed is lost.</summary>
    [Function("SaveAnswers")]
    public async Task<IResult> SaveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "svar/{year:int}/{body}/{form}")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, year, body, cancellation);
        if ((await years.ReadAsync(year, cancellation)).ClosedAt is not null)
        {
            throw new YearClosedException(year);
        }

        var sent = await request.FormAsync(cancellation);
        var view = await ViewAsync(who, form, cancellation);
        var (changes, faults) = SentAnswers.Read(sent, view.Form, who.Body, view.Sheet);
        var outcome = await answers.SaveAsync(view.Id, changes, who.Contact.Id, cancellation);
        if (outcome.WasLocked)
        {
            return Answering.SeeOther(request, $"/svar/{year}/{body}/{form}/kvitto");
        }

        if (outcome.Saved.Count > 0)
        {
            await audit.AppendAsync($"{year}-{body}", who.Contact.Id, "svar-sparat", $"{form}: {outcome.Saved.Count}", cancellation);
        }

        foreach (var conflict in outcome.Conflicts)
        {
            faults.Add($"q.{conflict.Sent.Question}", CollectTexts.Conflict);
        }

        if (faults.Any)
        {
            var now = await ViewAsync(who, form, cancellation);
            return Answering.Page<AnswerFormPage>(new { View = now with { Faults = faults, Sent = sent, Conflicts = outcome.Conflicts } }, StatusCodes.Status422UnprocessableEntity);
        }

        return Answering.SeeOther(request, sent.TextOf("nasta") == "kontrollera" ? $"/svar/{year}/{body}/{form}/kontrollera" : $"/svar/{year}/{body}/{form}?sparat=ja");
    }

    /// <summary>The instruction of a form, for those who lost the mail.</summary>
    [Function("AnswerInstruction")]
    public async Task<IResult> InstructionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "svar/{year:int}/{body}/{form}/anvisning")] HttpRequest request, int year, string body, string form, CancellationToken cancellation)
    {
        await respondents.RequireAsync(request, year, body, cancellation);
        var instruction = (await years.ReadAsync(year, cancellation)).Instructions.FirstOrDefault(i => i.Form == form) ?? throw new NotFoundException($"No instruction for {form}.");
        return Results.Bytes((await instructions.ReadAsync(instruction, cancellation)).ToArray(), instruction.ContentType, instruction.FileName);
    }

    /// <summary>A form as this body sees it. One that it was not asked does not exist.</summary>
    private async Task<AnswerView> ViewAsync(Respondent who, string form, CancellationToken cancellation)
    {
        if ((await assignments.OfBodyAsync(who.Year, who.Body.Id, cancellation)).All(a => a.Id.Form != form))
        {
            throw new NotFoundException($"{who.Body.Id} was not asked {form} in {who.Year}.");
        }

        var id = new AssignmentId(who.Year, who.Body.Id, form);
        return new AnswerView { Who = who, Id = id, Form = city.Form(form), Content = city.Year(who.Year), Sheet = await answers.ReadAsync(id, cancellation) };
    }
}
