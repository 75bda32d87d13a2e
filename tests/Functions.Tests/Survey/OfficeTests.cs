using System.Net;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>The office invites, reminds and follows the survey without learning how anybody answered.</summary>
public sealed class OfficeTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_a_file_has_faults_then_each_is_reported_by_its_line_and_nobody_gets_a_code()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();

        var page = await office.UploadAddressesAsync(
            "kulturnamnden",
            "\uFEFFNamn;E-post",
            "Åsa;asa@malmo.example",
            "Bo;bo@annan.example",
            "Åke;åke@malmo.example",
            "Åsa;ASA@malmo.example");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(
            [
                "Rad 3: bo@annan.example hör inte till malmo.example",
                "Rad 4: åke@malmo.example innehåller å, ä, ö eller andra tecken som inte kan stå i våra e-postadresser",
                "Rad 5: asa@malmo.example står redan högre upp i filen",
            ],
            page.Faults.Select(f => f.Message));
        Assert.Contains("0 koder finns", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.UploadAddressesAsync("kulturnamnden", "adress", "a@malmo.example")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.UploadAddressesAsync("valnamnden", "e-post", "a@malmo.example")).Status);
    }

    [Fact]
    public async Task When_the_same_file_is_uploaded_several_times_at_once_then_each_address_gets_one_code()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var invitations = site.Get<SurveyInvitations>();
        string[] emails = [.. Enumerable.Range(0, 150).Select(i => $"chef{i}@malmo.example")];

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => invitations.AddAsync(SurveyCast.At("kulturnamnden"), emails, SurveyCast.Now)));

        var unspent = await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now);
        Assert.Equal(emails.Order(StringComparer.Ordinal), unspent.Select(c => c.Email!).Order(StringComparer.Ordinal));
        Assert.Equal((150, 150), (added.Sum(), (await invitations.OfYearAsync(2024, SurveyCast.Now))["kulturnamnden"].Codes));
    }

    [Fact]
    public async Task When_addresses_are_uploaded_and_mailed_twice_then_each_gets_one_code_and_one_mail()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        var first = await office.UploadAddressesAsync(
            "kulturnamnden",
            "e-post",
            "a@malmo.example",
            "b@malmo.example",
            "d@malmo.example",
            "e@malmo.example",
            "f@malmo.example");
        await office.MailSurveyAsync();
        await site.RestAsync();
        var second = await office.UploadAddressesAsync("kulturnamnden", "e-post", "b@malmo.example", "c@malmo.example");
        await office.MailSurveyAsync();
        await office.MailSurveyAsync();

        Assert.Contains("5 nya koder", first.Text, StringComparison.Ordinal);
        Assert.Contains("1 ny kod", second.Text, StringComparison.Ordinal);
        Assert.Equal(
            [.. "abcdef".Select(c => $"{c}@malmo.example")],
            (await site.MailAsync(about: "Chefsenkät")).Select(m => m.To.Single()).Order(StringComparer.Ordinal));
        Assert.Contains("6 mejl är skickade", (await office.OpenAsync("/kansli/2024/enkat")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await office.OpenAsync("/kansli/2024/mejl")).Status);
    }

    [Fact]
    public async Task When_reminders_go_out_then_only_to_unspent_codes_and_once_a_day()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", SurveyCast.File("svarat@malmo.example", "inte@malmo.example"));
        await office.MailSurveyAsync();
        using var manager = site.Open();
        await manager.PostAsync((await site.SurveyLinksAsync("svarat@malmo.example")).Single(), ("person", "ja"));
        await manager.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer);

        await office.MailSurveyAsync("paminnelse");
        await office.MailSurveyAsync("paminnelse");

        Assert.Equal(
            ["annan1@malmo.example", "annan2@malmo.example", "annan3@malmo.example", "inte@malmo.example"],
            (await site.MailAsync(about: "Påminnelse: Chefsenkät")).Select(m => m.To.Single()).Order(StringComparer.Ordinal));
        using var late = site.Open();
        Assert.All(await site.SurveyLinksAsync("inte@malmo.example"), l => Assert.Equal(HttpStatusCode.OK, late.OpenAsync(l).Result.Status));
    }

    [Fact]
    public async Task When_a_reminder_is_asked_for_before_the_first_invitation_then_the_page_says_so_and_the_days_reminder_is_left()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", SurveyCast.File("chef@malmo.example"));

        var early = await office.MailSurveyAsync("paminnelse");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("Skicka inbjudningarna först", Assert.Single(early.Faults).Message, StringComparison.Ordinal);
        await office.MailSurveyAsync();
        await site.RestAsync();
        await office.MailSurveyAsync("paminnelse");
        await site.RestAsync();
        Assert.Equal(5, (await site.MailAsync(about: "Påminnelse: Chefsenkät")).Count);
    }

    [Fact]
    public async Task When_groups_are_small_then_they_and_a_neighbour_are_hidden_and_results_wait_for_the_last_day()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await site.AnswerAsync("kulturnamnden", 3, "bristfallig", "Hemlig liten text");
        await site.AnswerAsync("fritidsnamnden", 6, "tillracklig");
        await site.AnswerAsync("miljonamnden", 12, text: "Stor text");

        var open = await office.OpenAsync("/kansli/2024/enkat");
        Assert.Equal(
            ["visas inte", "visas inte", "12", "0", "21"],
            new[] { "kulturnamnden", "fritidsnamnden", "miljonamnden", "tekniska-namnden", "alla" }.Select(b => Cell(open, "#antal", b)));
        Assert.Empty(open.Document.QuerySelectorAll("table[data-question]"));
        Assert.DoesNotContain(
            "text",
            (await office.OpenAsync("/kansli/2024/enkat/miljonamnden")).Text.Replace("fritext", "", StringComparison.OrdinalIgnoreCase),
            StringComparison.Ordinal);

        await site.MoveToAsync("2024-11-16 08:00");
        var closed = await office.OpenAsync("/kansli/2024/enkat");
        const string table = "table[data-question='info-system']";
        Assert.Equal(
            ["visas inte", "visas inte", "12", "9", "21"],
            new[] { "kulturnamnden", "fritidsnamnden", "miljonamnden", "ovriga", "alla" }.Select(b => Cell(closed, table, b)));
        Assert.Contains("Hemlig liten text", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hemlig liten text", (await office.OpenAsync("/kansli/2024/enkat/kulturnamnden")).Text, StringComparison.Ordinal);
        Assert.Contains("Stor text", (await office.OpenAsync("/kansli/2024/enkat/miljonamnden")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_number_of_answers_is_hidden_then_so_is_the_number_of_codes_beside_it()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        foreach (var (body, codes) in new[] { ("kulturnamnden", 7), ("fritidsnamnden", 9), ("miljonamnden", 20) })
        {
            await office.UploadAddressesAsync(body, ["e-post", .. Enumerable.Range(0, codes).Select(i => $"{body}{i}@malmo.example")]);
        }

        await site.AnswerAsync("kulturnamnden", 3);
        await site.AnswerAsync("fritidsnamnden", 6);
        await site.AnswerAsync("miljonamnden", 12);

        var page = await office.OpenAsync("/kansli/2024/enkat");
        string[] rows = ["kulturnamnden", "fritidsnamnden", "miljonamnden", "ovriga", "alla"];
        Assert.Equal(
            ["visas inte", "visas inte", "20", "16", "36"],
            rows.Select(b => page.Document.QuerySelector($"#antal tr[data-body='{b}'] td")!.TextContent.Trim()));
        Assert.Equal(["visas inte", "visas inte", "12", "9", "21"], rows.Select(b => Cell(page, "#antal", b)));
        Assert.DoesNotContain("7 koder", (await office.OpenAsync("/kansli/2024/enkat/kulturnamnden")).Text, StringComparison.Ordinal);
        Assert.Contains("20 koder finns", (await office.OpenAsync("/kansli/2024/enkat/miljonamnden")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reader")]
    [InlineData("Analyst")]
    public async Task When_somebody_is_not_the_secretary_then_the_survey_can_be_read_and_nothing_else(string role)
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.OfficeAsync(role);

        Assert.Equal(HttpStatusCode.OK, (await office.OpenAsync("/kansli/2024/enkat")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.UploadAddressesAsync("kulturnamnden", "e-post", "a@malmo.example")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.MailSurveyAsync()).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.PostAsync("/kansli/2024/enkat/valnamnden/lank")).Status);
    }

    [Fact]
    public async Task When_the_year_has_a_survey_then_its_page_leads_to_it_and_says_when_it_is_over()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.OfficeAsync("Reader");

        var open = (await office.OpenAsync("/kansli/2024")).Document.QuerySelector(".year-steps li:has(a[href='/kansli/2024/enkat'])")!;
        await site.MoveToAsync("2024-11-16 08:00");
        var over = (await office.OpenAsync("/kansli/2024")).Document.QuerySelector(".year-steps li:has(a[href='/kansli/2024/enkat'])")!;

        Assert.Contains("Återstår. Sista dag 2024-11-15", open.TextContent, StringComparison.Ordinal);
        Assert.Contains("Klart.", over.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_there_is_nobody_to_mail_or_no_decision_then_the_page_says_so()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.OfficeAsync();

        Assert.Contains("inga koder", Assert.Single((await office.MailSurveyAsync()).Faults).Message, StringComparison.Ordinal);
        await office.UploadAddressesAsync("kulturnamnden", "e-post", "a@malmo.example");
        Assert.Contains("kommunstyrelsens beslut", Assert.Single((await office.MailSurveyAsync()).Faults).Message, StringComparison.Ordinal);
    }

    /// <summary>The cell with a row's number of answers.</summary>
    private static string Cell(Page page, string table, string body)
    {
        var cells = page.Document.QuerySelectorAll($"{table} tr[data-body='{body}'] td");
        return cells[table == "#antal" ? 1 : 0].TextContent.Trim();
    }
}
