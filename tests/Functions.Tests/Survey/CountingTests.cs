using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>Each answer counts exactly once, whatever came in between: a process that died, the network, or another process.</summary>
public sealed class CountingTests(AzuriteFixture azurite)
{
    private const string Body = "kulturnamnden";

    /// <summary>Cuts the next transaction off: before it reaches the service, or on the way back.</summary>
    private sealed class Cut : HttpPipelinePolicy
    {
        public bool Before { get; set; }

        public bool After { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var transaction = message.Request.Uri.ToString().Contains("$batch", StringComparison.Ordinal);
            if (transaction && Before)
            {
                Before = false;
                throw new RequestFailedException(503, "Cut off before.");
            }

            await ProcessNextAsync(message, pipeline);
            if (transaction && After)
            {
                After = false;
                throw new IOException("Cut off after.");
            }
        }
    }

    private static async Task<Tables> TablesAsync(string account, Cut? cut = null)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(5) } };
        if (cut is not null)
        {
            options.AddPolicy(cut, HttpPipelinePosition.PerRetry);
        }

        var service = new TableServiceClient(account, options);
        await service.CreateTableIfNotExistsAsync("Survey");
        return new Tables(service);
    }

    private static async Task<SurveyCode> CodeAsync(Tables tables)
    {
        var codes = new SurveyCodes(tables);
        return (await codes.FindAsync(SurveyCast.At(Body), await codes.AddAsync(SurveyCast.At(Body), SurveyCast.Now), SurveyCast.Now))!;
    }

    private static async Task<int> AnswersAsync(Tables tables) =>
        (await new SurveyStore(tables).SumsAsync(2024, SurveyCast.Now)).GetValueOrDefault(Body)?.Answers ?? 0;

    [Fact]
    public async Task When_two_processes_count_two_hundred_at_once_then_none_is_lost_and_no_code_is_left()
    {
        var tables = await TablesAsync(azurite.TakeAccount());
        var (codes, processes) = (new SurveyCodes(tables), new[] { new SurveyStore(tables), new SurveyStore(tables) });

        var counted = await Task.WhenAll(
            Enumerable.Range(0, 200)
                .Select(i => SurveyCast.AnswerAsync(codes, processes[i % 2], Body, i % 4 == 0 ? "tillracklig" : "fullstandig", $"Förslag {i}")));

        Assert.DoesNotContain(false, counted);
        var sums = (await processes[0].SumsAsync(2024, SurveyCast.Now))[Body];
        Assert.Equal((200, 50, 150), (sums.Answers, sums.Of("info-system", "tillracklig"), sums.Of("info-system", "fullstandig")));
        Assert.Equal(200, (await processes[0].TextsAsync(SurveyCast.At(Body), SurveyCast.Now))["forslag"].Distinct().Count());
        Assert.DoesNotContain(
            await tables.Survey.ReadPartitionAsync($"2024-{Body}", SurveyCast.Now), r => r.RowKey.StartsWith("code-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_two_processes_get_the_same_code_then_one_counts_it()
    {
        var tables = await TablesAsync(azurite.TakeAccount());
        var code = await CodeAsync(tables);
        var processes = Enumerable.Range(0, 8).Select(_ => new SurveyStore(tables)).ToArray();

        var counted = await Task.WhenAll(processes.Select(p => p.CountAsync(code, SurveyCast.Sent("fullstandig"))));

        Assert.Single(counted, c => c);
        Assert.Equal(1, await AnswersAsync(tables));
    }

    [Fact]
    public async Task When_it_is_cut_off_before_the_write_then_nothing_has_happened_and_the_code_still_counts()
    {
        var cut = new Cut();
        var tables = await TablesAsync(azurite.TakeAccount(), cut);
        var (code, store) = (await CodeAsync(tables), new SurveyStore(tables));

        cut.Before = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => store.CountAsync(code, SurveyCast.Sent("fullstandig", "Text")));
        Assert.Equal(0, await AnswersAsync(tables));

        Assert.True(await store.CountAsync(code, SurveyCast.Sent("fullstandig", "Text")));
        Assert.Equal(1, await AnswersAsync(tables));
        Assert.Single((await store.TextsAsync(SurveyCast.At(Body), SurveyCast.Now))["forslag"]);
    }

    [Fact]
    public async Task When_the_service_has_written_and_its_answer_is_lost_then_the_manager_is_thanked_and_counted_once()
    {
        var cut = new Cut();
        var tables = await TablesAsync(azurite.TakeAccount(), cut);
        var (code, store) = (await CodeAsync(tables), new SurveyStore(tables));

        cut.After = true;
        Assert.True(await store.CountAsync(code, SurveyCast.Sent("fullstandig", "Text")));

        Assert.Equal(1, await AnswersAsync(tables));
        Assert.Single((await store.TextsAsync(SurveyCast.At(Body), SurveyCast.Now))["forslag"]);
    }

    [Fact]
    public async Task When_the_process_died_after_the_write_then_the_same_code_in_the_next_process_counts_no_more()
    {
        var tables = await TablesAsync(azurite.TakeAccount());
        var code = await CodeAsync(tables);
        Assert.True(await new SurveyStore(tables).CountAsync(code, SurveyCast.Sent("fullstandig")));

        Assert.False(await new SurveyStore(tables).CountAsync(code, SurveyCast.Sent("fullstandig")));
        Assert.Equal(1, await AnswersAsync(tables));
    }

    [Fact]
    public async Task When_a_reminder_gives_a_code_new_bits_while_it_is_spent_then_it_is_spent_once()
    {
        var tables = await TablesAsync(azurite.TakeAccount());
        var (codes, store) = (new SurveyCodes(tables), new SurveyStore(tables));
        await new SurveyInvitations(tables, codes).AddAsync(SurveyCast.At(Body), ["chef@malmo.example"], SurveyCast.Now);
        var code = Assert.Single(await codes.UnspentAsync(SurveyCast.At(Body), SurveyCast.Now));

        var reminding = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => codes.NewSecretAsync(code, SurveyCast.Now)));
        Assert.True(await store.CountAsync(code, SurveyCast.Sent("fullstandig")));
        await reminding;

        Assert.Null(await codes.NewSecretAsync(code, SurveyCast.Now));
        Assert.Equal(1, await AnswersAsync(tables));
    }
}
