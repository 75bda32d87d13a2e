using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// An entity-group transaction that refuses what Azure refuses: the emulator accepts batches over two partitions and entities over 1 MiB,
/// and garbles a batch of more than 100, so the limits are held here.
/// </summary>
public sealed class Batch(TableClient table)
{
    /// <summary>Operations in one transaction.</summary>
    public const int MaxOperations = 100;

    /// <summary>Characters in one string property.</summary>
    public const int MaxString = 32_000;

    private const int MaxEntityBytes = 1_048_576;

    private readonly List<TableTransactionAction> _actions = [];

    public int Count => _actions.Count;

    public void Add(TableEntity entity) => Put(new TableTransactionAction(TableTransactionActionType.Add, Checked(entity)));

    /// <summary>Replaces the row that was read with this ETag; another's change in between fails the whole batch with 412.</summary>
    public void Replace(TableEntity entity) =>
        Put(new TableTransactionAction(TableTransactionActionType.UpdateReplace, Checked(entity), entity.ETag));

    public void Delete(TableEntity entity) => Put(new TableTransactionAction(TableTransactionActionType.Delete, entity, entity.ETag));

    public Task SubmitAsync(CancellationToken cancellation) => table.SubmitTransactionAsync(_actions, cancellation);

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
