using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Tests.Faults;
using Arshjulet.Functions.Tests.Hosting;
using Azure;
using Azure.Data.Tables;
using Xunit;

namespace Arshjulet.Functions.Tests.Storing;

/// <summary>A caller always knows whether its write was made, even with other writers and when the storage's response is lost.</summary>
public sealed class TableTests : IAsyncLifetime
{
    private readonly string _account;
    private readonly TableServiceClient _service;
    private readonly Table _table;

    /// <summary>The same table over a net that loses the response to every write.</summary>
    private readonly Table _losing;

    public TableTests(AzuriteFixture azurite)
    {
        _account = azurite.TakeAccount();
        _service = new TableServiceClient(_account);
        _table = new Table(_service.GetTableClient("Prov"));
        _losing = new Table(LosingAnswers.Tables(_account, new LosingAnswers(LosingAnswers.IsWrite)).GetTableClient("Prov"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _service.CreateTableAsync("Prov", Cancellation);

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task When_the_response_to_an_added_row_is_lost_then_the_row_is_known_to_be_ones_own()
    {
        Assert.True(await _losing.TryAddAsync(New("a"), Cancellation));
        Assert.False(await _losing.TryAddAsync(New("a"), Cancellation));
    }

    [Fact]
    public async Task When_the_response_to_a_replaced_row_is_lost_then_it_can_be_replaced_once_more()
    {
        var row = New("a");
        await _table.TryAddAsync(row, Cancellation);

        Assert.True(await _losing.TryReplaceAsync(row, Cancellation));
        Assert.True(await _losing.TryReplaceAsync(row, Cancellation));
    }

    [Fact]
    public async Task When_somebody_else_has_replaced_the_row_then_it_is_left_as_it_is()
    {
        await _table.TryAddAsync(New("a"), Cancellation);
        var mine = await ReadAsync("a");
        var theirs = await ReadAsync("a");
        theirs["Value"] = 2;
        await _table.TryReplaceAsync(theirs, Cancellation);

        Assert.False(await _table.TryReplaceAsync(mine, Cancellation));
        Assert.Equal(2, (await ReadAsync("a"))["Value"]);
    }

    [Fact]
    public async Task When_the_row_is_gone_then_it_is_not_replaced()
    {
        await _table.TryAddAsync(New("a"), Cancellation);
        var row = await ReadAsync("a");
        await _table.TryDeleteAsync(row, Cancellation);

        Assert.False(await _table.TryReplaceAsync(row, Cancellation));
        Assert.True(await _table.TryDeleteAsync(row, Cancellation));
    }

    [Fact]
    public async Task When_the_table_is_missing_then_that_is_no_refusal_but_an_error() =>
        await Assert.ThrowsAsync<RequestFailedException>(() => new Table(_service.GetTableClient("Saknas")).TryAddAsync(New("a"), Cancellation));

    [Fact]
    public async Task When_the_response_to_a_batch_is_lost_and_others_write_before_the_second_try_then_it_is_known_to_be_made()
    {
        await _table.TryAddAsync(New("~"), Cancellation);
        var others = new LosingAnswers(LosingAnswers.IsWrite) { BeforeAgain = () => AddBatchAsync(_table, Guid.NewGuid().ToString("N")) };
        var losing = new Table(LosingAnswers.Tables(_account, others).GetTableClient("Prov"));

        Assert.True(await AddBatchAsync(losing, "a"));
        Assert.Equal(3, (await _table.ReadPartitionAsync("prov", Cancellation)).Count);
    }

    [Fact]
    public async Task When_somebody_else_has_changed_the_partition_then_nothing_of_a_batch_is_made()
    {
        await _table.TryAddAsync(New("~"), Cancellation);
        var sentinel = await ReadAsync("~");
        await AddBatchAsync(_table, "a");
        var batch = _table.Batch(sentinel);
        batch.Add(New("b"));

        Assert.False(await batch.TrySubmitAsync(Cancellation));
        Assert.Null(await _table.FindAsync("prov", "b", Cancellation));
    }

    [Fact]
    public void When_the_sentinel_was_not_read_then_a_batch_is_refused() => Assert.Throws<ArgumentException>(() => _table.Batch(New("~")));

    [Fact]
    public async Task When_many_change_a_row_at_once_then_every_change_is_made()
    {
        await _table.TryAddAsync(New("a"), Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _table.ChangeAsync("prov", "a", r => r["Value"] = r.GetInt32("Value") + 1, Cancellation)));

        Assert.Equal(9, (await ReadAsync("a"))["Value"]);
    }

    [Fact]
    public async Task When_many_want_a_row_that_is_missing_then_they_get_the_same()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _table.GetOrAddAsync(New("a", i), Cancellation)));

        Assert.Single(rows.Select(r => r.ETag).Distinct());
    }

    [Theory]
    [InlineData("a", "a", "a1", "a~", "a~1", "a~~", "aå")]
    [InlineData("a~", "a~", "a~1", "a~~")]
    public async Task A_prefix_finds_what_begins_with_it_and_nothing_else(string prefix, params string[] found)
    {
        foreach (var row in (string[])["A", "a", "a1", "a~", "a~1", "a~~", "aå", "b", "¡"])
        {
            await _table.TryAddAsync(New(row), Cancellation);
        }

        var rows = await _table.ReadAsync(RowQuery.InPartition("prov").And(RowQuery.WithRowKeyPrefix(prefix)), Cancellation);

        Assert.Equal(found.Order(StringComparer.Ordinal), rows.Select(r => r.RowKey).Order(StringComparer.Ordinal));
    }

    private static TableEntity New(string row, int value = 1) => new("prov", row) { ["Value"] = value };

    private async Task<TableEntity> ReadAsync(string row) => (await _table.FindAsync("prov", row, Cancellation))!;

    private async Task<bool> AddBatchAsync(Table table, string row)
    {
        var batch = table.Batch(await ReadAsync("~"));
        batch.Add(New(row));
        return await batch.TrySubmitAsync(Cancellation);
    }
}
