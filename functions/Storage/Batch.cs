using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// An entity-group transaction (<see cref="Table.Batch(TableEntity)"/>). It refuses what Azure refuses: the emulator accepts batches over two
/// partitions and entities over 1 MiB, and garbles a batch of more than 100, so the limits are checked here.
/// </summary>
public sealed class Batch
{
    /// <summary>Operations in one transaction.</summary>
    public const int MaxOperations = 100;

    /// <summary>Characters in one string property.</summary>
    public const int MaxString = 32_000;

    private const int MaxEntityBytes = 1_048_576;

    private readonly List<TableTransactionAction> _actions = [];
    private readonly TableClient _table;
    private readonly TableEntity? _sentinel;
    private readonly string? _token;

    internal Batch(TableClient table, TableEntity? sentinel)
    {
        (_table, _sentinel) = (table, sentinel);
        if (sentinel is not null)
        {
            if (!sentinel.IsRead())
            {
                throw new ArgumentException($"{sentinel.PartitionKey}/{sentinel.RowKey} was not read.", nameof(sentinel));
            }

            _token = WriteTokens.AddNew(sentinel);
            Replace(sentinel);
        }
    }

    public void Add(TableEntity entity) => Put(new TableTransactionAction(TableTransactionActionType.Add, Checked(entity)));

    /// <summary>Replaces the row that was read with this ETag; another's change in between fails the whole batch.</summary>
    public void Replace(TableEntity entity) =>
        Put(new TableTransactionAction(TableTransactionActionType.UpdateReplace, Checked(entity), entity.ETag));

    /// <summary>Adds a row that is new (it has no ETag), or replaces the one that was read.</summary>
    public void AddOrReplace(TableEntity entity)
    {
        if (entity.IsRead())
        {
            Replace(entity);
        }
        else
        {
            Add(entity);
        }
    }

    public void Delete(TableEntity entity) => Put(new TableTransactionAction(TableTransactionActionType.Delete, entity, entity.ETag));

    /// <summary>Makes all the changes. False if somebody has written one of the rows since it was read; then none is made.</summary>
    public async Task<bool> TrySubmitAsync(CancellationToken cancellation)
    {
        try
        {
            await _table.SubmitTransactionAsync(_actions, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status != 0)
        {
            // Somebody else's write; or this one, whose response was lost: the client has asked again and met its own write.
            if (await IsMadeAsync(cancellation))
            {
                return true;
            }

            if (!Table.IsRefusal(e))
            {
                throw;
            }

            return false;
        }
    }

    private async Task<bool> IsMadeAsync(CancellationToken cancellation) => _token is not null
        && await new Table(_table).FindAsync(_sentinel!.PartitionKey, _sentinel.RowKey, cancellation) is { } found && WriteTokens.Has(found, _token);

    /// <summary>The entity, if Azure would take it.</summary>
    /// <exception cref="ArgumentException">A key with a forbidden sign, a string or an entity that is too long.</exception>
    public static TableEntity Checked(TableEntity entity)
    {
        foreach (var key in (string[])[entity.PartitionKey, entity.RowKey])
        {
            if (key.Length > 512 || key.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            {
                throw new ArgumentException($"'{key}' can't be a table key.", nameof(entity));
            }
        }

        var bytes = 0;
        foreach (var (name, value) in entity)
        {
            bytes += 8 + (2 * name.Length) + (value is string s ? (2 * s.Length) + 4 : 8);
            if (value is string { Length: > MaxString })
            {
                throw new ArgumentException($"{name} of {entity.PartitionKey}/{entity.RowKey} is longer than {MaxString} characters.", nameof(entity));
            }
        }

        return bytes <= MaxEntityBytes ? entity : throw new ArgumentException($"{entity.PartitionKey}/{entity.RowKey} is over 1 MiB.", nameof(entity));
    }

    private void Put(TableTransactionAction action)
    {
        if (_actions.Count == MaxOperations)
        {
            throw new InvalidOperationException($"A transaction takes {MaxOperations} operations.");
        }

        if (_actions.Count > 0 && _actions[0].Entity.PartitionKey != action.Entity.PartitionKey)
        {
            throw new InvalidOperationException($"A transaction stays in one partition: {_actions[0].Entity.PartitionKey}, not {action.Entity.PartitionKey}.");
        }

        _actions.Add(action);
    }
}
