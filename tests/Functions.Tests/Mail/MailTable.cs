using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Moq;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>A table in memory. Every write changes the row's ETag; a write with an old one is refused as Azure does.</summary>
internal sealed partial class MailTable : TableClient
{
    private readonly Dictionary<(string, string), TableEntity> _rows = [];
    private int _writes;

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
    {
        lock (_rows)
        {
            return _rows.ContainsKey((entity.PartitionKey, entity.RowKey))
                ? throw new RequestFailedException(409, "It exists.")
                : Task.FromResult<Response>(Write(entity));
        }
    }

    public override Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
    {
        lock (_rows)
        {
            return _rows[(entity.PartitionKey, entity.RowKey)].ETag == ifMatch
                ? Task.FromResult<Response>(Write(entity))
                : throw new RequestFailedException(412, "It has changed.");
        }
    }

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        lock (_rows)
        {
            var row = _rows.GetValueOrDefault((partitionKey, rowKey));
            var found = new Mock<NullableResponse<T>>();
            found.Setup(r => r.HasValue).Returns(row is not null);
            found.Setup(r => r.Value).Returns(row is null ? default : (T)(ITableEntity)Copy(row));
            return Task.FromResult(found.Object);
        }
    }

    /// <summary>By filters that say which values properties may have, and nothing else.</summary>
    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        Pages<T>(_rows.Values.Where(r =>
            Conditions().Matches(filter!).GroupBy(c => c.Groups[1].Value).All(p => p.Any(c => $"{r[p.Key]}" == c.Groups[2].Value))));

    [GeneratedRegex("(\\w+) eq '([^']*)'")]
    private static partial Regex Conditions();

    private static AsyncPageable<T> Pages<T>(IEnumerable<TableEntity> rows) where T : notnull =>
        AsyncPageable<T>.FromPages([Page<T>.FromValues([.. rows.Select(Copy).Cast<ITableEntity>().Cast<T>()], null, Mock.Of<Response>())]);

    private Written Write(ITableEntity entity)
    {
        var row = Copy((TableEntity)entity);
        row.ETag = new ETag(string.Create(CultureInfo.InvariantCulture, $"{++_writes}"));
        _rows[(row.PartitionKey, row.RowKey)] = row;
        return new Written(row.ETag);
    }

    private static TableEntity Copy(TableEntity row) => new(row) { ETag = row.ETag };

    private sealed class Written(ETag etag) : Response
    {
        public override int Status => 204;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => name == "ETag";

        protected override IEnumerable<Azure.Core.HttpHeader> EnumerateHeaders() => [new("ETag", etag.ToString("H"))];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) =>
            (value = name == "ETag" ? etag.ToString("H") : null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    }
}
