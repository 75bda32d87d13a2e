using System.Globalization;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Calendar;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Submit;

/// <summary>The pages for checking the answers, stating the body's own decision, submitting, the receipt, and reopening.</summary>
public sealed class SubmitPages(
    AnswerViews views, YearStore years, SubmissionStore submissions, SubmitStep submit, HintFinding hints, AuditLog audit, TimeProvider clock)
{
    private const string Route = "svar/{year:int}/{body}/{form}";

    [Function("CheckPage")]
    public async Task<IResult> CheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/kontrollera")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if (view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, $"{view.Address}/kvitto");
        }

        // Nothing can be submitted any more; the form's page says so.
        return await years.IsClosedAsync(year, cancellation)
            ? PageResults.SeeOther(request, view.Address)
            : await PageAsync(view, StatusCodes.Status200OK, cancellation);
    }

    [Function("Submit")]
    public async Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/kontrollera")] HttpRequest request,
        int year, string body, string form, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if (view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, $"{view.Address}/kvitto");
        }

        var sent = await request.FormAsync(cancellation);
        var (decision, faults) = DecisionOf(year, sent);
        if (decision is null)
        {
            return await PageAsync(view with { Faults = faults, Sent = sent }, StatusCodes.Status422UnprocessableEntity, cancellation);
        }

        var seen = int.TryParse(sent.TextOf("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (int?)null;
        if (await submit.SubmitAsync(view.Who, view.Form, seen, decision, client, cancellation) is not { } refusal)
        {
            return PageResults.SeeOther(request, $"{view.Address}/kvitto");
        }

        if (refusal.ChangedMeanwhile)
        {
            view = await views.ReadAsync(request, view.Id, cancellation);
            faults.Add("svaren", SubmitTexts.ChangedMeanwhile);
        }

        foreach (var question in refusal.Remaining.UnansweredStatements.Concat(refusal.Remaining.UnansweredTexts))
        {
            faults.Add($"svar-{question.Key}", Text.With(SubmitTexts.Unanswered, question.FullText));
        }

        return await PageAsync(
            view with { Faults = faults, Sent = sent },
            refusal.ChangedMeanwhile ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
            cancellation);
    }

    [Function("ReceiptPage")]
    public async Task<IResult> ReceiptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/kvitto")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if (!view.Sheet.State.Locked)
        {
            return PageResults.SeeOther(request, view.Address);
        }

        var submission = await submissions.ReadAsync(view.Sheet.State.Blob!, cancellation);
        var subject = string.Create(CultureInfo.InvariantCulture, $"{form} {submission.Sequence}");
        await audit.AppendAsync(AuditScope.ForBody(year, body), view.Who.Contact.Id, Act.SubmissionRead, subject, cancellation);
        return PageResults.Page<ReceiptPage, ReceiptView>(new ReceiptView
        {
            Answers = view,
            Submission = submission,
            Versions = await submissions.VersionsAsync(view.Id, view.Sheet.State, cancellation),
            MayReopen = MayReopen(view),
            Closed = await years.IsClosedAsync(year, cancellation),
        });
    }

    /// <summary>The body reopens its own form, which it may do until the deadline. After that only the secretary can.</summary>
    [Function("ReopenOwn")]
    public async Task<IResult> ReopenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/oppna")] HttpRequest request,
        int year, string body, string form, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var view = await views.ReadAsync(request, new AssignmentId(year, body, form), cancellation);
        if (MayReopen(view))
        {
            await submit.ReopenAsync(view.Id, view.Who.Contact.Id, client, cancellation);
        }

        return PageResults.SeeOther(request, view.Address);
    }

    private async Task<IResult> PageAsync(AnswerView view, int status, CancellationToken cancellation)
    {
        await audit.AppendAsync(AuditScope.ForBody(view.Id.Year, view.Id.Body), view.Who.Contact.Id, Act.AnswersRead, view.Id.Form, cancellation);
        return PageResults.Page<CheckPage, CheckView>(new CheckView(view, await hints.FindAsync(view, cancellation), DatesOf(view.Id.Year)), status);
    }

    private bool MayReopen(AnswerView view) =>
        !view.Who.IsColleague && clock.GetUtcNow() < WorkingDays.EndOf(view.Content.Plan.Dates.Deadline.Date);

    /// <summary>A body decides on its answers in the year that they are about, or later.</summary>
    private DateSpan DatesOf(int year) => DateSpan.UntilToday(new DateOnly(year, 1, 1), clock);

    private (OwnDecision? Decision, Faults Faults) DecisionOf(int year, IFormCollection sent)
    {
        var faults = new Faults();
        var delegation = sent.TextOf("beslutsform") == "delegation";
        if (!delegation && sent.TextOf("beslutsform") != "sammantrade")
        {
            faults.Add("beslutsform", SubmitTexts.DecisionFormMissing);
        }

        var date = DatesOf(year).Read(sent, "datum", SubmitTexts.DecisionDateMissing, SubmitTexts.DecisionDateInFuture, faults);

        var paragraph = AnswerRules.Clean(sent.TextOf("paragraf"));
        if (!delegation && paragraph is not { Length: <= 20 })
        {
            faults.Add("paragraf", SubmitTexts.DecisionParagraphMissing);
        }

        var responsible = AnswerRules.Clean(sent.TextOf("ansvarig"));
        if (responsible is not { Length: <= 200 })
        {
            faults.Add("ansvarig", SubmitTexts.ResponsibleMissing);
        }

        var diaryNumber = AnswerRules.Clean(sent.TextOf("diarienummer"));
        if (diaryNumber is { Length: > 60 })
        {
            faults.Add("diarienummer", SubmitTexts.DiaryNumberTooLong);
        }

        if (faults.Any)
        {
            return (null, faults);
        }

        var decision = new OwnDecision
        {
            ByDelegation = delegation,
            Date = date!.Value,
            Paragraph = delegation ? null : paragraph,
            DiaryNumber = diaryNumber,
            Responsible = responsible!,
        };
        return (decision, faults);
    }
}
