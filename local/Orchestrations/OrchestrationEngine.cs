using System.Globalization;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations.Running;
using Arshjulet.Local.Orchestrations.Store;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations;

/// <summary>
/// Runs orchestrations in this process, with their histories in Table Storage as the truth. What an instance has done and what it has
/// started are stored together, turn by turn; after a kill at any instant a new engine on the same store continues from there.
/// </summary>
public sealed partial class OrchestrationEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new(), _aborting = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly StoreLease _lease;
    private Exception? _lost;
    private bool _started;
    private int _stops;
    private int _disposed;
    private long _commits;
    private long _order;

    /// <param name="tables">Where the table of instances is.</param>
    /// <param name="blobs">Where the lease and long payloads are.</param>
    /// <param name="code">What runs the orchestrators and activities.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="clock">The time of orchestrations and their timers; may be moved by hand.</param>
    /// <param name="meter">Told of every turn, activity and delivery from when it is due until it is stored.</param>
    /// <param name="logs">Where the engine logs.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public OrchestrationEngine(
        TableServiceClient tables,
        BlobServiceClient blobs,
        OrchestrationCode code,
        OrchestrationOptions options,
        TimeProvider clock,
        WorkMeter meter,
        ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Code, Options, Clock, Meter) = (code, options, clock, meter);
        Log = logs.CreateLogger<OrchestrationEngine>();
        Store = new InstanceStore(tables, blobs, options);
        Turns = new SemaphoreSlim(options.MaxConcurrentOrchestrators);
        Background = new BackgroundWork(Lose);
        Instances = new Instances(this);
        Activities = new Activities(this);
        Delivery = new Delivery(this);
        Client = new InstanceClient(this);
        (Stopping, Aborting) = (_stopping.Token, _aborting.Token);
        _lease = new StoreLease(blobs, options, Log);
    }

    /// <summary>Starts orchestrations and communicates with them. Usable from when the engine has started until it stops.</summary>
    internal InstanceClient Client { get; }

    /// <summary>
    /// Completes when the engine has stopped; fails with a <see cref="StoreLostException"/> when another process has written in the
    /// store. The host ends then, since the instances are no longer its own.
    /// </summary>
    public Task Stopped => _stopped.Task;

    internal bool Started => _started;

    internal OrchestrationCode Code { get; }

    internal OrchestrationOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal WorkMeter Meter { get; }

    internal ILogger Log { get; }

    internal InstanceStore Store { get; }

    internal Instances Instances { get; }

    internal Activities Activities { get; }

    internal Delivery Delivery { get; }

    internal BackgroundWork Background { get; }

    internal SemaphoreSlim Turns { get; }

    /// <summary>Cancelled when nothing new may begin.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Cancelled when work under way must end too.</summary>
    internal CancellationToken Aborting { get; }

    /// <summary>The history of an instance's present execution, in order; empty if there is no such instance.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(instanceId);
        var rows = await Store.HistoryAsync(instanceId, cancellation);
        var epoch = rows.Count == 0 ? 0 : rows.Max(row => row.Epoch);
        return [.. rows.Where(row => row.Epoch == epoch).SelectMany(row => row.Events)];
    }

    internal string NextCommit() => string.Create(CultureInfo.InvariantCulture, $"{_run}-{Interlocked.Increment(ref _commits)}");

    internal long NextOrder() => Interlocked.Increment(ref _order);

    /// <summary>Removes what is no longer needed. It is tried once: what an outage leaves is not read again, or is removed at the next start.</summary>
    internal void Tidy(Func<Task> remove) => Background.Run(async () =>
    {
        try
        {
            await remove();
        }
        catch (Exception failed) when (failed is RequestFailedException || Outage.Is(failed))
        {
            // It is already removed.
            Log.LogDebug(failed, "Some rows that are no longer needed were not removed.");
        }
    });

    internal void ThrowIfNotRunning()
    {
        if (_lost is { } lost)
        {
            throw new StoreLostException("The orchestrations have stopped: " + lost.Message, lost);
        }

        if (!_started || Stopping.IsCancellationRequested)
        {
            throw new InvalidOperationException("The orchestrations are not running: the engine is not started, or is stopping.");
        }
    }

    /// <summary>Stops at a fault that must not go unnoticed. While stopping, work under way ends anyway.</summary>
    internal void Lose(Exception fault)
    {
        if (!Stopping.IsCancellationRequested && Interlocked.CompareExchange(ref _lost, fault, null) is null)
        {
            Log.LogCritical(fault, "The orchestrations stop: {Reason}", fault.Message);
            _stopping.Cancel();
            foreach (var instance in Instances.All)
            {
                instance.Abandon();
            }

            _stopped.TrySetException(fault);
        }
    }
}
