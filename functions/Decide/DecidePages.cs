using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Decide;

/// <summary>The page where the secretary uploads instructions and registers KS's decision on the reviews.</summary>
public sealed class DecidePages(DecideStep step, Instructions instructions, YearStore years, AssignmentStore assignments, CityContent city, TimeProvider clock)
{
    private const string Route = "kansli/{year:int}/beslut";

    [Function("DecidePage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        return await PageAsync(year, user, null, null, cancellation);
    }

    [Function("RegisterDecision")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var content = city.Year(year);
        var form = await request.FormAsync(cancellation);
        var faults = new Faults();
        var date = DatesOf(year).Read(form, "datum", DecideTexts.DateMissing, DecideTexts.DateInFuture, faults);
        var paragraph = AnswerRules.Clean(form.TextOf("paragraf").TrimStart('§'));
        if (paragraph is not { Length: <= 20 })
        {
            faults.Add("paragraf", DecideTexts.ParagraphMissing);
        }

        var diaryNumber = AnswerRules.Clean(form.TextOf("diarienummer"));
        if (diaryNumber is { Length: > 40 })
        {
            faults.Add("diarienummer", DecideTexts.DiaryNumberTooLong);
        }

        var reviews = content.Plan.Reviews.Select(r => r.Key).Where(k => form["granskning"].Contains(k)).ToArray();
        if (reviews.Length == 0)
        {
            faults.Add("granskning", DecideTexts.ReviewsMissing);
        }

        if (!faults.Any && !await step.RegisterAsync(year, new ReviewsDecision(date!.Value, paragraph!, reviews, diaryNumber), user, client, cancellation))
        {
            faults.Add("datum", DecideTexts.AlreadyDecided);
        }

        return faults.Any
            ? await PageAsync(year, user, faults, form, cancellation)
            : PageResults.SeeOther(request, $"/kansli/{year}");
    }

    /// <summary>Uploads the instruction for one form.</summary>
    [Function("UploadInstruction")]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kansli/{year:int}/anvisningar/{form}")] HttpRequest request,
        int year, string form, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var content = city.Year(year);
        await years.RequireOpenAsync(year, cancellation);

        var sent = await request.FormAsync(cancellation);
        var seen = sent.ContainsKey("sedd") ? sent.TextOf("sedd") : null;
        var fault = await instructions.UploadAsync(year, content.Form(form), sent.Files.GetFile("fil"), seen, user, cancellation);
        if (fault is null)
        {
            return PageResults.SeeOther(request, $"/kansli/{year}/beslut#anvisningar");
        }

        var faults = new Faults();
        faults.Add($"fil-{form}", fault);
        return await PageAsync(year, user, faults, null, cancellation);
    }

    /// <summary>KS decides on a year's reviews in that year or the one before.</summary>
    private DateSpan DatesOf(int year) => DateSpan.UntilToday(new DateOnly(year - 1, 1, 1), clock);

    private async Task<IResult> PageAsync(int year, OfficeUser user, Faults? faults, IFormCollection? sent, CancellationToken cancellation) =>
        PageResults.Page<DecidePage, DecideView>(
            new DecideView
            {
                User = user,
                Content = city.Year(year),
                State = await years.ReadAsync(year, cancellation),
                Distributed = (await assignments.OfYearAsync(year, cancellation)).Count > 0,
                DecisionDates = DatesOf(year),
                Faults = faults ?? new Faults(),
                Sent = sent,
            },
            faults is { Any: true } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
