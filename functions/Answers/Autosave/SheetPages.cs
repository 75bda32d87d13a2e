using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Answers.Autosave;

/// <summary>The requests that an open form sends while somebody is writing in it: fetching others' changes, and reporting presence.</summary>
public sealed class SheetPages(
    Respondents respondents, CityContent city, AnswerViews views, YearStore years, AnswerStore answers, LinkPresence linkPresence, Presence presence,
    AuditLog audit)
{
    private const string Route = "svar/{year:int}/{body}/{form}";

    /// <summary>What was written after a version. If nothing was, and the same people are present, it returns 304 after a few small reads.</summary>
    [Function("SheetNews")]
    public async Task<IResult> UpdatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/lage")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireForItemsAsync(request, year, body, form, cancellation);
        var state = await answers.ReadStateAsync(new AssignmentId(year, body, city.Year(year).Form(form).Key), cancellation);
        var closed = await years.IsClosedAsync(year, cancellation);
        var others = await presence.OthersAsync(who, cancellation);
        var tag = TagOf(state, closed, others);
        request.HttpContext.Response.Headers.ETag = tag;
        if (request.Headers.IfNoneMatch == tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var after = int.TryParse(request.Query["efter"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        var item = request.Query["objekt"].ToString();
        var view = (await views.ReadAsync(who, form, cancellation)).ForItem(item.Length == 0 ? null : item);
        // An expert may not read a body's submission.
        var hidden = who.IsExpert && view.Sheet.State.Locked;
        var changed = view.Form.QuestionsFor(who.Body).Select(view.LastOf).OfType<StoredAnswer>()
            .Where(a => a.Version > after && (!hidden || a.Answer.By == who.Contact.Id)).ToArray();
        if (changed.Any(a => a.Answer.By != who.Contact.Id))
        {
            await audit.AppendAsync(AuditScope.ForBody(year, body), who.Contact.Id, Act.AnswersRead, form, cancellation);
        }

        return Results.Json(SheetUpdate.For(view) with
        {
            Closed = closed,
            Here = PresenceWords.Sentence(others),
            Answers = [.. changed.Select(a => SheetUpdate.ForAnswer(view, a, withText: true))],
        });
    }

    /// <summary>Records that somebody has the form open and is active.</summary>
    [Function("SheetPresence")]
    public async Task<IResult> ReportPresenceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/narvaro")] HttpRequest request,
        int year, string body, string form, CancellationToken cancellation)
    {
        var who = await respondents.RequireForItemsAsync(request, year, body, form, cancellation);
        await linkPresence.RecordUseAsync(who.Link, cancellation);
        return Results.NoContent();
    }

    private static string TagOf(SheetState state, bool closed, IReadOnlyList<string> others)
    {
        var othersHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', others))))[..8];
        return string.Create(CultureInfo.InvariantCulture, $"\"{state.Version}{(closed ? "-stangt" : "")}-{othersHash}\"");
    }
}
