using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Timeline;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Office;

/// <summary>Lets the secretary restart what has failed, once the cause is fixed.</summary>
public sealed class RestartPages(CityContent city, YearStore years, YearParts parts, Outbox outbox, AuditLog audit)
{
    /// <summary>Restarts failed parts at once, instead of waiting for the hourly repair.</summary>
    [Function("RestartStopped")]
    public async Task<IResult> StoppedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kansli/{year:int}/omstart")] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var state = await years.ReadAsync(city.Year(year).Plan.Year, cancellation);
        state.RequireRunning();

        foreach (var part in await parts.RestartAsync(year, client, CancellationToken.None))
        {
            await audit.AppendAsync(AuditScope.ForYear(year), user.Id, Act.PartRestarted, part.Instance, CancellationToken.None);
        }

        return PageResults.SeeOther(request, $"/kansli/{year}");
    }

    /// <summary>Resends all failed mail, in closed years too: the decisions are sent as the year closes.</summary>
    [Function("ResendMail")]
    public async Task<IResult> MailAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kansli/{year:int}/mejl")] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        _ = city.Year(year);
        var failed = await outbox.InStateAsync(year, [MailState.Failed], cancellation);
        if (failed.Count > 0)
        {
            await outbox.RetryAsync(failed, client, CancellationToken.None);
            await audit.AppendAsync(AuditScope.ForYear(year), user.Id, Act.MailResent, $"{failed.Count}", CancellationToken.None);
        }

        return PageResults.SeeOther(request, $"/kansli/{year}/mejl");
    }
}
