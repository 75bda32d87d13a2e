using System.Globalization;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Settle;

/// <summary>The secretary registers what KSAU, KS and KF decided.</summary>
public sealed class SettlePages(CityContent city, YearStore years, CompilationStore compilations, AuditLog audit, TimeProvider clock, ILogger<SettlePages> log)
{
    private const string Route = "kansli/{year:int}/sammantraden";

    [Function("SettlePage")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, CancellationToken cancellation) =>
        PageAsync(year, OfficeSignIn.Require(request, OfficeRole.Reader), new Faults(), null, cancellation);

    [Function("RegisterMeeting")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        _ = city.Year(year);
        var form = await request.FormAsync(cancellation);
        var faults = new Faults();
        if (!Enum.TryParse<Decider>(form.TextOf("beslutare"), ignoreCase: true, out var decider) || !Enum.IsDefined(decider))
        {
            throw new BadHttpRequestException("No decider is named.");
        }

        var date = DatesOf(year).Read(form, "datum", SettleTexts.DateMissing, SettleWords.For(MeetingFault.InTheFuture), faults);
        var paragraph = AnswerRules.Clean(form.TextOf("paragraf").TrimStart('§'));
        if (paragraph is not { Length: <= 20 })
        {
            faults.Add("paragraf", SettleTexts.ParagraphMissing);
        }

        if (!faults.Any)
        {
            var state = await years.ReadAsync(year, cancellation);
            var published = (await compilations.OfYearAsync(year, cancellation))
                .Where(v => v.State == CompileState.Published).Select(v => v.Version).ToArray();
            var version = int.TryParse(form.TextOf("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var chosen)
                ? chosen
                : Meetings.DecidedVersion(state.Meetings) ?? published.LastOrDefault();
            var decision = new MeetingDecision(decider, date!.Value, paragraph!, version);
            await RegisterAsync(year, decision, state.Meetings, published.Contains(version), user, faults, cancellation);
        }

        if (faults.Any)
        {
            return await PageAsync(year, user, faults, form, cancellation);
        }

        await Waking.TryWakeAsync(client, InstanceIds.ForSettling(year), log, CancellationToken.None);
        return PageResults.SeeOther(request, $"/kansli/{year}/sammantraden");
    }

    private async Task RegisterAsync(
        int year, MeetingDecision decision, IReadOnlyList<MeetingDecision> earlier, bool compiled,
        OfficeUser user, Faults faults, CancellationToken cancellation)
    {
        var fault = Meetings.FaultOf(decision, earlier, compiled, WorkingDays.DayOf(clock.GetUtcNow()));
        if (fault is null && !await years.TryAddMeetingAsync(year, decision, CancellationToken.None)
            && (await years.ReadAsync(year, cancellation)).Meetings.All(m => m != decision))
        {
            // Somebody else has registered another decision meanwhile.
            fault = MeetingFault.AlreadyDecided;
        }

        if (fault is not null)
        {
            faults.Add(fault is MeetingFault.InTheFuture or MeetingFault.BeforeEarlierDecider ? "datum" : "beslutare", SettleWords.For(fault.Value));
        }
        else
        {
            // Even if it was registered before: the process may have died before logging it.
            var subject = $"{decision.Decider} {decision.Date:O} § {decision.Paragraph} v{decision.Version}";
            await audit.AppendOnceAsync(AuditScope.ForYear(year), user.Id, Act.MeetingRegistered, subject, CancellationToken.None);
        }
    }

    /// <summary>Nothing is decided of a year's answers before they are asked for.</summary>
    private DateSpan DatesOf(int year) => DateSpan.UntilToday(city.Year(year).Plan.Dates.Distribution.Date, clock);

    private async Task<IResult> PageAsync(int year, OfficeUser user, Faults faults, IFormCollection? sent, CancellationToken cancellation) =>
        PageResults.Page<SettlePage, SettleView>(
            new SettleView
            {
                User = user,
                Content = city.Year(year),
                State = await years.ReadAsync(year, cancellation),
                Versions = await compilations.OfYearAsync(year, cancellation),
                MeetingDates = DatesOf(year),
                Faults = faults,
                Sent = sent,
            },
            faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}
