using System.Text;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>Nothing that is stored leads from an answer to a manager: it is read as somebody would who has every key.</summary>
public sealed class AnonymityTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_managers_have_answered_then_nothing_stored_leads_from_an_answer_to_one_of_them()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        string[] emails = ["anna@malmo.example", "bo@malmo.example", "cia@malmo.example", "disa@malmo.example", "eva@malmo.example"];
        await office.UploadAddressesAsync("kulturnamnden", ["e-post", .. emails]);
        await office.MailSurveyAsync();
        var ids = (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now)).ToDictionary(c => c.Email!, c => c.Id);
        var secrets = new Dictionary<string, string>();
        foreach (var email in emails)
        {
            var link = Assert.Single(await site.SurveyLinksAsync(email));
            secrets[email] = link[(link.LastIndexOf('/') + 1)..];
        }

        foreach (var email in emails[..2])
        {
            using var manager = site.Open();
            await manager.PostAsync($"/enkat/2024/kulturnamnden/{secrets[email]}", ("person", "ja"));
            Assert.Equal("/enkat/tack", (await manager.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer)).Address.AbsolutePath);
        }

        await site.RestAsync();
        var stored = await EverythingAsync(account);

        // The mailbox holds what was mailed, as any mailbox does; it is not the app's. All the rest:
        var apart = stored.Where(
            s => !s.Where.Contains("local-mail", StringComparison.OrdinalIgnoreCase) && !s.Where.Contains("LocalMail", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(apart);
        foreach (var email in emails[..2])
        {
            Assert.DoesNotContain(apart, s => s.Text.Contains(email, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(apart, s => s.Text.Contains(secrets[email], StringComparison.Ordinal));
            Assert.DoesNotContain(
                apart,
                s => s.Where.StartsWith("table Survey", StringComparison.Ordinal) && s.Text.Contains(ids[email], StringComparison.Ordinal));
        }

        // No row is an answer: what is left of two is one row of sums, one of texts, and how many codes there were.
        var rows = await site.Get<Tables>().Survey.ReadPartitionAsync("2024-kulturnamnden", SurveyCast.Now);
        Assert.Equal(["code", "code", "code", "list", "sums", "text"], rows.Select(r => r.RowKey.Split('-')[0]));
        Assert.Equal(["Answers", "Counts", "Writes"], rows.Single(r => r.RowKey == "sums").Keys.Where(IsOurs).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Text000", "Text001"],
            rows.Single(r => r.RowKey.StartsWith("text-", StringComparison.Ordinal)).Keys.Where(IsOurs).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(apart, s => s.Where.StartsWith("table Audit", StringComparison.Ordinal) && s.Text.Contains("svar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_night_has_passed_then_the_times_of_all_rows_are_those_of_one_pass_whoever_has_answered()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        var table = site.Get<Tables>().Survey;
        using var office = await site.SurveyOfficeAsync();
        await office.UploadAddressesAsync("tekniska-namnden", ["e-post", .. Enumerable.Range(0, 120).Select(i => $"chef{i}@malmo.example")]);
        await site.AnswerAsync("kulturnamnden", 1, text: "Ett förslag");
        await site.AnswerAsync("miljonamnden", 3);
        await site.MoveToAsync("2024-09-06 08:00");
        await site.RestAsync();
        var first = await RowsAsync(table);

        await site.AnswerAsync("kulturnamnden", 1);
        var before = await RowsAsync(table);
        await site.MoveToAsync("2024-09-07 08:00");
        await site.RestAsync();
        var after = await RowsAsync(table);

        // Also the rows that nobody has touched for a day: else the others would stand out.
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.Contains(after.Keys, k => k.StartsWith("2024-tekniska-namnden/code-", StringComparison.Ordinal));
        Assert.All(after, r => Assert.True(r.Value.Timestamp > before.Values.Max(b => b.Timestamp), r.Key));
        Assert.All(
            before.Where(r => r.Key.StartsWith("2024-miljonamnden", StringComparison.Ordinal)),
            r => Assert.Equal(first[r.Key].Timestamp, r.Value.Timestamp));
        Assert.Equal(2, (await site.SumsAsync("kulturnamnden")).Answers);
        Assert.Equal(120, (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("tekniska-namnden"), SurveyCast.Now)).Count);
    }

    [Fact]
    public async Task When_many_have_written_texts_then_their_order_is_not_that_of_the_answers()
    {
        var account = azurite.TakeAccount();
        await using var site = await RunningSite.StartAsync(account, SurveyCast.City);
        for (var i = 0; i < 30; i++)
        {
            await site.AnswerAsync("kulturnamnden", 1, text: $"{i:D2}");
        }

        var page = (await site.Get<Tables>().Survey.ReadPartitionAsync("2024-kulturnamnden", SurveyCast.Now))
            .Single(r => r.RowKey.StartsWith("text-", StringComparison.Ordinal));
        var texts = page.Where(p => p.Key.StartsWith("Text", StringComparison.Ordinal))
            .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (string)p.Value).ToArray();

        Assert.Equal(30, texts.Distinct().Count());
        Assert.NotEqual(texts.Order(StringComparer.Ordinal), texts);
        Assert.NotEqual(texts.OrderDescending(StringComparer.Ordinal), texts);
    }

    private static bool IsOurs(string property) => property is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag");

    private static async Task<Dictionary<string, TableEntity>> RowsAsync(Table table) =>
        (await table.ReadAsync(RowQuery.WithPartitionPrefix("2024-"), SurveyCast.Now)).ToDictionary(r => $"{r.PartitionKey}/{r.RowKey}");

    /// <summary>Every row, blob and waiting message of the account, as text.</summary>
    private static async Task<List<(string Where, string Text)>> EverythingAsync(string account)
    {
        var all = new List<(string, string)>();
        var tables = new TableServiceClient(account);
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                all.Add(($"table {table.Name}", string.Join('\n', row.Select(p => $"{p.Key}={(p.Value is byte[] b ? Encoding.UTF8.GetString(b) : p.Value)}"))));
            }
        }

        var blobs = new BlobServiceClient(account);
        await foreach (var container in blobs.GetBlobContainersAsync())
        {
            var client = blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync())
            {
                all.Add(
                    (
                        $"blob {container.Name}",
                        blob.Name + Encoding.UTF8.GetString((await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content)));
            }
        }

        var queues = new QueueServiceClient(account);
        await foreach (var queue in queues.GetQueuesAsync())
        {
            all.AddRange((await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value.Select(m => ($"queue {queue.Name}", m.Body.ToString())));
        }

        return all;
    }
}
