using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// An entity-group transaction (<see cref="Table.Batch(TableEntity)"/>). The limits are checked here, because the emulator does not check
/// them: it accepts batches over two partitions and entities over 1 MiB, and garbles a batch of more than 100 operations.
/// </summary>
public sealed class Batch
{
    /// <summary>The most operations in one transaction.</summary>
    public const int MaxOperations = 100;

    /// <summary>The most characters in one string property.</summary>
    public const int MaxStringLength = 32_000;

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

    public void Add(TableEntity entity) => AddAction(new TableTransactionAction(TableTransactionActionType.Add, Validated(entity)));

    /// <summary>Replaces a row that was read. If the row has been changed since, the whole batch fails.</summary>
    public void Replace(TableEntity entity) =>
        AddAction(new TableTransactionAction(TableTransactionActionType.UpdateReplace, Validated(entity), entity.ETag));

    /// <summary>Adds the row if it is new (it has no ETag), otherwise replaces the one that was read.</summary>
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

    public void Delete(TableEntity entity) => AddAction(new TableTransactionAction(TableTransactionActionType.Delete, entity, entity.ETag));

    /// <summary>Makes all the changes, or none. False if one of the rows has been written since it was read.</summary>
    public async Task<bool> TrySubmitAsync(CancellationToken cancellation)
    {
        try
        {
            await _table.SubmitTransactionAsync(_actions, cancellation);
            return true;
        }
        catch (RequestFailedException e)
        {
            // Either somebody else has written, or the response to this very write was lost, and the client's own retry was refused or failed.
            if (await WasCommittedAsync(e, cancellation))
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

    private async Task<bool> WasCommittedAsync(RequestFailedException first, CancellationToken cancellation)
    {
        try
        {
            return _token is not null
                && await new Table(_table).FindAsync(_sentinel!.PartitionKey, _sentinel.RowKey, cancellation) is { } found && WriteTokens.Has(found, _token);
        }
        catch (RequestFailedException) when (!Table.IsRefusal(first))
        {
            // The storage does not answer: the caller is told of the first failure.
            return false;
        }
    }

    /// <summary>Returns the entity if Azure would accept it.</summary>
    /// <exception cref="ArgumentException">A key contains a forbidden character, or a string or the entity is too long.</exception>
    public static TableEntity Validated(TableEntity entity)
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
            if (value is string { Length: > MaxStringLength })
            {
                throw new ArgumentException($"{name} of {entity.PartitionKey}/{entity.RowKey} is longer than {MaxStringLength} characters.", nameof(entity));
            }
        }

        return bytes <= MaxEntityBytes ? entity : throw new ArgumentException($"{entity.PartitionKey}/{entity.RowKey} is over 1 MiB.", nameof(entity));
    }

    private void AddAction(TableTransactionAction action)
    {
        if (_actions.Count == MaxOperations)
        {
            throw new InvalidOperationException($"A transaction takes {MaxOperations} operations.");
        }

        if (_actions.Count > 0 && _actions[0].Entity.PartitionKey != action.Entity.PartitionKey)
        {
            throw new InvalidOperationException(
                $"A transaction stays in one partition: {_actions[0].Entity.PartitionKey}, not {action.Entity.PartitionKey}.");
        }

        _actions.Add(action);
    }
}
