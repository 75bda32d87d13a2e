using System.Globalization;
using System.Net;
using System.Text;
using Arshjulet.Documents;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Model.Calendar;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>What a played year leaves.</summary>
/// <param name="Figures">The compilation as data, with every figure.</param>
/// <param name="Fingerprint">What the secretary's page says of the version: its fingerprint, and who had answered.</param>
/// <param name="Mail">Everything that was sent, by day, receiver and subject.</param>
/// <param name="Orchestrations">Every instance, its status and its last words.</param>
/// <param name="Ending">What the page of the meetings says at the end.</param>
internal sealed record PlayedYear(string Figures, string Fingerprint, IReadOnlyList<string> Mail, IReadOnlyList<string> Orchestrations, string Ending);

/// <summary>
/// A year of the small city, played over HTTP as its people would: decided, sent out, answered, reminded of, compiled, and decided on three times.
/// </summary>
internal sealed class SmallYear(IYearSite site)
{
    public static readonly DateTimeOffset Begins = At("2024-09-05 08:00");

    private static readonly (string, string)[] SelfAssessment =
        [("q.ansvar", "bra"), ("k.ansvar", "Det fungerar"), ("q.rutiner", "battre"), ("q.slutsats", "Vi är på god väg.")];

    private static readonly (string, string)[] Decision =
        [("beslutsform", "sammantrade"), ("datum", "2024-09-16"), ("paragraf", "45"), ("ansvarig", "förvaltningschef")];

    public async Task<PlayedYear> PlayAsync()
    {
        using var secretary = new Browser(site.Address);
        await site.SignInAsync(secretary);
        await DecideAsync(secretary);
        await MoveToAsync("2024-09-16 09:00");
        await AnswerAsync("byggnamnden", "samordnare@smastad.example", "sjalvskattning", "webb");
        await AnswerAsync("bostads-ab", "vd@smastad.example", "webb");

        // The three reminders; one body answers after the second, one never does.
        await MoveToAsync("2024-11-22 09:00");
        await MoveToAsync("2024-11-28 09:00");
        await AnswerAsync("skolnamnden", "controller@smastad.example", "sjalvskattning", "webb");
        await MoveToAsync("2024-12-04 09:00");
        await MoveToAsync("2025-03-10 10:00");
        var compiled = await CompileAsync(secretary);
        var figures = Encoding.UTF8.GetString(await secretary.DownloadAsync("/kansli/2024/sammanstallningar/v1/sammanstallning.json"));
        foreach (var (decider, date) in new[] { ("Ksau", "2025-03-24"), ("Ks", "2025-04-02"), ("Kf", "2025-05-22") })
        {
            await MoveToAsync($"{date} 15:00");
            Require(await secretary.PostAsync("/kansli/2024/sammantraden", ("beslutare", decider), ("datum", date), ("paragraf", "7")));
            await site.RestAsync();
        }

        // Mail that was put in the outbox while the postman was at another goes with the next round.
        await MoveToAsync("2025-05-23 09:00");
        var ending = await secretary.OpenAsync("/kansli/2024/sammantraden");
        return new PlayedYear(figures, compiled.Text, await MailAsync(), await OrchestrationsAsync(), ending.Text);
    }

    private async Task DecideAsync(Browser secretary)
    {
        foreach (var form in (string[])["sjalvskattning", "webb"])
        {
            var file = MarkdownDocument.Create($"Anvisning {form}.docx", $"Anvisning {form}", "Läs och svara.");
            Require(await secretary.UploadAsync($"/kansli/2024/anvisningar/{form}", file.Name, file.Content, file.ContentType));
        }

        Require(await secretary.PostAsync("/kansli/2024/beslut", ("datum", "2024-09-04"), ("paragraf", "212"), ("granskning", "webb")));
        await site.RestAsync();
    }

    private static (string, string)[] AboutPages(string body) => body switch
    {
        "byggnamnden" => [("q.utsedd", "bra"), ("q.sida-1.sprak", "klarar"), ("q.sida-3.sprak", "klarar")],
        "skolnamnden" => [("q.utsedd", "bra"), ("q.sida-2.sprak", "klarar")],
        _ => [("q.utsedd", "bra")],
    };

    /// <summary>Somebody opens the link in the mail, answers these forms and hands them in.</summary>
    private async Task AnswerAsync(string body, string email, params string[] forms)
    {
        using var respondent = new Browser(site.Address);
        Require(await respondent.PostAsync(await LinkAsync(respondent, body, email), ("person", "ja")));
        foreach (var form in forms)
        {
            var address = $"/svar/2024/{body}/{form}";
            Require(await respondent.PostAsync(address, form == "sjalvskattning" ? SelfAssessment : AboutPages(body)));
            var check = await respondent.OpenAsync($"{address}/kontrollera");
            Require(await respondent.PostAsync($"{address}/kontrollera", [.. Decision, ("version", check.ValueOf("version") ?? "")]));
        }

        await site.RestAsync();
    }

    private async Task<string> LinkAsync(Browser browser, string body, string email)
    {
        foreach (var line in await site.Mail.ListAsync(email, default))
        {
            var letter = await site.Mail.ReadLetterAsync(line, default);
            foreach (var anchor in Browser.Parse(letter!.Body.Content).QuerySelectorAll("a[href*='/l/']"))
            {
                var link = new Uri(anchor.GetAttribute("href")!).AbsolutePath;
                if ((await browser.OpenAsync(link)).Document.QuerySelector("form")?.GetAttribute("data-body") == body)
                {
                    return link;
                }
            }
        }

        var (mail, orchestrations) = (string.Join(", ", await MailAsync()), string.Join(", ", await OrchestrationsAsync()));
        throw new InvalidOperationException($"No mail to {email} leads to {body}: {mail}. {orchestrations}");
    }

    private async Task<Page> CompileAsync(Browser secretary)
    {
        Require(await secretary.PostAsync("/kansli/2024/sammanstallningar", ("version", "1")));
        await site.RestAsync();
        return await secretary.OpenAsync("/kansli/2024/sammanstallningar");
    }

    private async Task<IReadOnlyList<string>> MailAsync() =>
        [
            .. (await site.Mail.ListAsync(null, default))
                .Select(line => $"{WorkingDays.DayOf(line.SentAt):O} {string.Join(' ', line.To)} {line.Subject}").Order(StringComparer.Ordinal),
        ];

    private async Task<IReadOnlyList<string>> OrchestrationsAsync()
    {
        var lines = new List<string>();
        await foreach (var instance in site.Orchestrations.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }))
        {
            // One that never said anything has no words on the local host, and "null" on Microsoft's backend.
            var words = instance.SerializedCustomStatus is "null" ? "" : instance.SerializedCustomStatus;
            lines.Add($"{instance.InstanceId} {instance.RuntimeStatus} {words}");
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private Task MoveToAsync(string to) => site.MoveToAsync(At(to));

    private static void Require(Page page)
    {
        if (page.Status != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{page.Address}: {page.Status} {page.Text}");
        }
    }

    private static DateTimeOffset At(string time)
    {
        var at = DateTime.ParseExact(time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return WorkingDays.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
    }
}
