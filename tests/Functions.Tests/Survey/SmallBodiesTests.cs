using System.Net;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Faults;
using Arshjulet.Functions.Tests.Hosting;
using Azure.Core;
using Azure.Data.Tables;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>Bodies with so few managers that their sums would lead to a person are counted together or not asked, on the pages and in storage.</summary>
public sealed class SmallBodiesTests(AzuriteFixture azurite)
{
    private static string[] Addresses(string prefix, int count) => ["e-post", .. Enumerable.Range(0, count).Select(i => $"{prefix}{i}@malmo.example")];

    [Fact]
    public async Task When_bodies_are_small_then_their_answers_are_only_ever_together()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", Addresses("kultur", 3));
        await office.UploadAddressesAsync("fritidsnamnden", Addresses("fritid", 4));
        await office.UploadAddressesAsync("miljonamnden", Addresses("miljo", 5));
        await office.MailSurveyAsync();
        string[] managers = [.. Addresses("kultur", 3)[1..], .. Addresses("fritid", 3)[1..], .. Addresses("miljo", 5)[1..]];
        await Assert.AllAsync(managers, async email =>
        {
            using var manager = site.Open();
            var link = Assert.Single(await site.SurveyLinksAsync(email));
            var group = email.StartsWith("miljo", StringComparison.Ordinal) ? "miljonamnden" : "~";
            Assert.StartsWith($"/enkat/2024/{group}/", link, StringComparison.Ordinal);
            var questions = await manager.PostAsync(link, ("person", "ja"));
            var address = questions.Address.AbsolutePath;
            Assert.Equal("/enkat/tack", (await manager.PostAsync(address, SurveyCast.Answer)).Address.AbsolutePath);
            Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsync(address, SurveyCast.Answer)).Status);
        });

        string[] groups = ["kulturnamnden", "fritidsnamnden", "~", "miljonamnden"];
        Assert.Equal([0, 0, 6, 5], (await Task.WhenAll(groups.Select(site.SumsAsync))).Select(sums => sums.Answers));
        var table = site.Get<Tables>().Survey;
        Assert.Equal(["list"], (await table.ReadPartitionAsync("2024-kulturnamnden", SurveyCast.Now)).Select(r => r.RowKey));
        Assert.All(
            await table.ReadPartitionAsync("2024-~", SurveyCast.Now),
            r => Assert.DoesNotContain(r, p => p.Value is string s && s.Contains("namnden", StringComparison.Ordinal)));

        await site.MoveToAsync("2024-11-16 08:00");
        var page = await office.OpenAsync("/kansli/2024/enkat");
        Assert.Equal(
            ["räknas tillsammans", "räknas tillsammans", "6", "5", "11"],
            groups.Append("alla").Select(b => page.Document.QuerySelector($"#antal tr[data-body='{b}'] td:last-child")!.TextContent.Trim()));
        Assert.Equal(
            "Små nämnder och bolag tillsammans",
            page.Document.QuerySelector("table[data-question='info-system'] tr[data-body='~'] th")!.TextContent.Trim());
        Assert.Null(page.Document.QuerySelector("table[data-question] tr[data-body='kulturnamnden']"));
        Assert.Contains("En enda lista.", (await office.OpenAsync("/kansli/2024/enkat/~")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("En enda lista.", (await office.OpenAsync("/kansli/2024/enkat/kulturnamnden")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_small_ones_are_too_few_together_then_nothing_is_sent_to_them_and_the_page_says_why()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", Addresses("kultur", 4));

        var refused = await office.MailSurveyAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("för få tillsammans", Assert.Single(refused.Faults).Message, StringComparison.Ordinal);
        Assert.Contains("Ingen inbjudan går till Kulturnämnden", refused.Document.QuerySelector("#vantar")!.TextContent, StringComparison.Ordinal);

        await office.UploadAddressesAsync("miljonamnden", Addresses("miljo", 5));
        await office.MailSurveyAsync();
        await site.RestAsync();
        Assert.Equal(Addresses("miljo", 5)[1..], (await site.MailAsync(about: "Chefsenkät")).Select(m => m.To.Single()).Order(StringComparer.Ordinal));
        Assert.NotNull((await office.OpenAsync("/kansli/2024/enkat")).Document.QuerySelector("#vantar"));

        await office.UploadAddressesAsync("fritidsnamnden", Addresses("fritid", 1));
        await office.MailSurveyAsync();
        await site.RestAsync();
        Assert.Equal(10, (await site.MailAsync(about: "Chefsenkät")).Count);
        Assert.Null((await office.OpenAsync("/kansli/2024/enkat")).Document.QuerySelector("#vantar"));
    }

    [Fact]
    public async Task When_more_addresses_come_after_the_first_mail_then_they_are_counted_where_the_first_ones_are()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", Addresses("kultur", 3));
        await office.UploadAddressesAsync("fritidsnamnden", Addresses("fritid", 2));
        await office.MailSurveyAsync();
        await site.RestAsync();

        var again = await office.UploadAddressesAsync("kulturnamnden", [.. Addresses("kultur", 3), .. Addresses("fler", 9)[1..]]);
        await office.MailSurveyAsync();
        await site.RestAsync();

        Assert.Contains("9 nya koder", again.Text, StringComparison.Ordinal);
        Assert.StartsWith("/enkat/2024/~/", Assert.Single(await site.SurveyLinksAsync("fler8@malmo.example")), StringComparison.Ordinal);
        Assert.Single(await site.SurveyLinksAsync("kultur0@malmo.example"));
        Assert.Empty(await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now));
        Assert.Equal(14, (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("~"), SurveyCast.Now)).Count);
    }

    [Fact]
    public async Task When_the_night_rewrites_codes_in_the_middle_of_their_move_then_none_is_left_beside_its_body()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        await site.Get<SurveyInvitations>().AddAsync(SurveyCast.At("kulturnamnden"), ["a@malmo.example", "b@malmo.example"], SurveyCast.Now);
        var rewritten = 0;
        var net = new LosingAnswers(_ => false) { Fails = r => r.Method == RequestMethod.Delete && rewritten++ < 2 && Rewrite(site.TableNamed("Survey")) };

        await new SurveyCodes(new Tables(LosingAnswers.Tables(site.ConnectionString, net))).MoveToCommonAsync(2024, ["kulturnamnden"], SurveyCast.Now);

        Assert.Empty(await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now));
        Assert.Equal(2, (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("~"), SurveyCast.Now)).Count);

        static bool Rewrite(TableClient table)
        {
            foreach (var row in table.Query<TableEntity>(r => r.PartitionKey == "2024-kulturnamnden"))
            {
                table.UpdateEntity(row, row.ETag, TableUpdateMode.Replace);
            }

            return false;
        }
    }

    [Fact]
    public async Task When_a_move_was_cut_off_between_its_two_writes_then_nobody_gets_two_codes()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("kulturnamnden", Addresses("kultur", 3));
        await office.UploadAddressesAsync("fritidsnamnden", Addresses("fritid", 2));
        var table = site.Get<Tables>().Survey;
        var row = (await table.ReadPartitionAsync("2024-kulturnamnden", SurveyCast.Now)).First(r => r.RowKey.StartsWith("code-", StringComparison.Ordinal));
        await table.TryAddAsync(new TableEntity("2024-~", row.RowKey) { ["Email"] = row["Email"], ["Hashes"] = "" }, SurveyCast.Now);

        await office.MailSurveyAsync();
        await site.RestAsync();

        Assert.Equal(5, (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("~"), SurveyCast.Now)).Count);
        Assert.Equal(5, (await site.MailAsync(about: "Chefsenkät")).Count);
    }

    [Fact]
    public async Task When_the_small_ones_are_asked_for_as_a_body_then_nothing_can_be_uploaded_or_seen_before_the_end()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await office.UploadAddressesAsync("~", Addresses("a", 5))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.PostAsync("/kansli/2024/enkat/~/lank")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.OpenAsync("/kansli/2024/enkat/~")).Status);
    }
}
