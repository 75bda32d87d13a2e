using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Year;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Settle;

/// <summary>The secretary registers what KSAU, KS and KF decided.</summary>
public sealed class SettlePages(CityContent city, YearStore years, CompilationStore compilations, AuditLog audit, TimeProvider clock)
{
    private const string Route = "kansli/{year:int}/sammantraden";

    [Function("SettlePage")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, int year, CancellationToken cancellation) =>
        PageAsync(year, Office.Require(request, OfficeRole.Reader), new Faults(), null, cancellation);

    [Function("RegisterMeeting")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = Office.Require(request, OfficeRole.Secretary);
        _ = city.Year(year);
        var form = await request.FormAsync(cancellation);
        var faults = new Faults();
        if (!Enum.TryParse<Decider>(form.TextOf("beslutare"), ignoreCase: true, out var decider) || !Enum.IsDefined(decider))
        {
            throw new BadHttpRequestException("No decider is named.");
        }

        if (form.DateOf("datum") is not { } date)
        {
            faults.Add("datum", SettleTexts.DateMissing);
        }
        else if (form.TextOf("paragraf") is not { Length: > 0 and <= 20 } paragraph)
        {
            faults.Add("paragraf", SettleTexts.ParagraphMissing);
        }
        else
        {
            await RegisterAsync(year, new MeetingDecision(decider, date, paragraph), user, faults, cancellation);
        }

        if (faults.Any)
        {
            return await PageAsync(year, user, faults, form, cancellation);
        }

        await YearClock.WakeAsync(client, YearClock.SettleInstance(year), CancellationToken.None);
        return Answering.SeeOther(request, $"/kansli/{year}/sammantraden");
    }

    private async Task RegisterAsync(int year, MeetingDecision decision, OfficeUser user, Faults faults, CancellationToken cancellation)
    {
        var state = await years.ReadAsync(year, cancellation);
        var compiled = await compilations.LatestAsync(year, cancellation) is not null;
        if (Meetings.FaultOf(decision, state.Meetings, compiled, WorkingDays.DayOf(clock.GetUtcNow())) is { } fault)
        {
            faults.Add(fault is MeetingFault.InTheFuture or MeetingFault.BeforeEarlierDecider ? "datum" : "beslutare", SettleNames.Of(fault));
        }
        else if (await years.TryAddMeetingAsync(year, decision, CancellationToken.None) || state.Meetings.Contains(decision))
        {
            // Also when it stood already: the process may have died before it was logged.
            await audit.AppendOnceAsync($"{year}", user.Id, "sammantrade-registrerat", $"{decision.Decider} {decision.Date:O} § {decision.Paragraph}", CancellationToken.None);
        }
    }

    private async Task<IResult> PageAsync(int year, OfficeUser user, Faults faults, IFormCollection? sent, CancellationToken cancellation) => Answering.Page<SettlePage>(
        new { User = user, Content = city.Year(year), State = await years.ReadAsync(year, cancellation), Latest = await compilations.LatestAsync(year, cancellation), Faults = faults, Sent = sent },
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
