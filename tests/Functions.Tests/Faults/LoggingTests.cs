using System.Diagnostics.Tracing;
using System.Text;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Azure;
using Azure.Core.Diagnostics;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>Every reading and change of an answer is in the log once, also when the browser leaves or the log's head is lost.</summary>
public sealed class LoggingTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_browser_is_gone_as_soon_as_the_answer_is_stored_then_the_change_is_logged()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        using var gone = new CancellationTokenSource();
        using var leaving = LeaveWhenWritten(site.TableNamed("Answers").Uri, gone);

        try
        {
            await ActivatorUtilities.CreateInstance<AnswerPages>(site.Host.Services)
                .SaveAsync(Request(respondent, "q.ansvar=bra"), 2024, "byggnamnden", "sjalvskattning", gone.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads the answer.
        }

        Assert.True(gone.IsCancellationRequested);
        Assert.Equal(
            "bra",
            (await site.Get<AnswerStore>().ReadAsync(new AssignmentId(2024, "byggnamnden", "sjalvskattning"), Cancellation)).Values["ansvar"].Value);
        Assert.Contains(await LogAsync(site, AuditScope.ForBody(2024, "byggnamnden")), e => e is { What: "svar-sparat", Who: "samordnare" });
    }

    [Fact]
    public async Task When_the_process_died_before_a_decision_was_logged_then_registering_it_again_logs_it_once()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.Get<YearStore>().TryDecideAsync(2024, new ReviewsDecision(new DateOnly(2024, 9, 4), "212", ["webb"], null), Cancellation);
        using var secretary = await site.OfficeAsync();

        await secretary.DecideAsync();
        await secretary.DecideAsync();

        Assert.Single(await LogAsync(site, AuditScope.ForYear(2024)), e => e.What == "beslut-registrerat");
    }

    [Fact]
    public async Task When_a_report_is_fetched_then_the_log_says_which_by_whom()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        await site.CompileAsync(secretary);

        await secretary.DownloadAsync("/kansli/2024/sammanstallningar/v1/sammanstallning.json");

        Assert.Contains("Läste sammanställning v1 sammanstallning.json", (await secretary.OpenAsync("/kansli/2024/logg")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_body_reads_its_answers_to_check_them_or_after_handing_in_then_each_reading_is_logged()
    {
        const string Form = "/svar/2024/byggnamnden/sjalvskattning";
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, Cast.SelfAssessment);
        var before = (await LogAsync(site, AuditScope.ForBody(2024, "byggnamnden"))).Count;

        var check = await respondent.OpenAsync($"{Form}/kontrollera");
        await respondent.FillAsync(check, "main form", Cast.Decision);
        await respondent.OpenAsync($"{Form}/versioner");

        Assert.Equal(
            ["svar-last sjalvskattning", "svar-inlamnat", "inlamnat-last sjalvskattning 1", "inlamnat-last sjalvskattning"],
            (await LogAsync(site, AuditScope.ForBody(2024, "byggnamnden")))
                .Skip(before).Select(e => e.What == "svar-inlamnat" ? e.What : $"{e.What} {e.Subject}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_logs_head_is_gone_or_lags_behind_then_the_log_goes_on_and_says_so(bool gone)
    {
        await using var site = await RunningSite.StartAsync(azurite);
        var (log, table) = (site.Get<AuditLog>(), site.TableNamed("Audit"));
        await log.AppendAsync(AuditScope.ForBody(2024, "prov"), "kim", Act.AnswersRead, "webb", Cancellation);
        var first = (await table.GetEntityAsync<TableEntity>("2024-prov", "head", cancellationToken: Cancellation)).Value;
        await log.AppendAsync(AuditScope.ForBody(2024, "prov"), "kim", Act.AnswersRead, "webb", Cancellation);
        await (gone
            ? table.DeleteEntityAsync("2024-prov", "head", ETag.All, Cancellation)
            : table.UpdateEntityAsync(first, ETag.All, TableUpdateMode.Replace, Cancellation));

        await log.AppendAsync(AuditScope.ForBody(2024, "prov"), "kim", Act.AnswersSaved, "webb", Cancellation);

        var (entries, broken) = await log.ReadAsync(AuditScope.ForBody(2024, "prov"), Cancellation);
        Assert.Null(broken);
        Assert.Equal(["svar-last", "svar-last", "logg-lagad", "svar-sparat"], entries.Select(e => e.What));
    }

    private static async Task<IReadOnlyList<AuditEntry>> LogAsync(RunningSite site, AuditScope scope) =>
        (await site.Get<AuditLog>().ReadAsync(scope, Cancellation)).Entries;

    private static HttpRequest Request(Browser respondent, string form)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Headers.Cookie = string.Join("; ", respondent.CookiesAt("/svar/2024/byggnamnden").Select(c => $"{c.Name}={c.Value}"));
        http.Request.Body = new MemoryStream(Encoding.ASCII.GetBytes(form));
        return http.Request;
    }

    /// <summary>Cancels in the moment when the storage has answered the first transaction in a table's account.</summary>
    private static AzureEventSourceListener LeaveWhenWritten(Uri table, CancellationTokenSource gone)
    {
        var account = table.AbsoluteUri[..table.AbsoluteUri.LastIndexOf('/')];
        string? written = null;
        return new AzureEventSourceListener(
            (happened, _) =>
            {
                var told = happened.PayloadNames!.Zip(happened.Payload!, (name, value) => (name, Value: value as string))
                    .ToDictionary(t => t.name, t => t.Value);
                if (happened.EventName == "Request" && told["uri"]!.StartsWith($"{account}/$batch", StringComparison.Ordinal))
                {
                    written ??= told["requestId"];
                }
                else if (happened.EventName == "Response" && written is not null && told["requestId"] == written)
                {
                    gone.Cancel();
                }
            },
            EventLevel.Informational);
    }
}
