using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>
/// One process owns a store: it holds a lease on a blob, renewed by the machine's own time whatever the host's clock does, and a lock on
/// a file that the operating system releases when the process ends, however it ends. So the store of a killed process is taken over at once on
/// the same machine; on another, when the lease has expired.
/// </summary>
internal sealed class StoreLease(BlobServiceClient blobs, OrchestrationOptions options, ILogger log) : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(options.LeaseContainer);
    private readonly CancellationTokenSource _stop = new();
    private BlobLeaseClient? _lease;
    private FileStream? _file;
    private Task _renewing = Task.CompletedTask;

    private BlobClient Blob => _container.GetBlobClient("owner");

    /// <exception cref="StoreInUseException">Another process owns the store.</exception>
    public async Task AcquireAsync(Action<Exception> lost, CancellationToken cancellation)
    {
        _file = LockFile();
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var lease = Blob.GetBlobLeaseClient();
        try
        {
            if (!await Blob.ExistsAsync(cancellation))
            {
                await Blob.UploadAsync(BinaryData.FromString(""), true, cancellation);
            }

            await lease.AcquireAsync(Length, cancellationToken: cancellation);
        }
        catch (RequestFailedException held) when (held.Status is 409 or 412)
        {
            await TakeOverAsync(lease, cancellation);
        }

        _lease = lease;
        await Blob.UploadAsync(
            BinaryData.FromString(Owner()),
            new BlobUploadOptions { Conditions = new() { LeaseId = lease.LeaseId } },
            cancellation);
        _renewing = RenewAsync(lease, lost);
    }

    /// <summary>Releases the store. If that is cancelled, the lease expires by itself.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        await ReleaseLeaseAsync(cancellation);
        _file?.Dispose();
    }

    private async Task ReleaseLeaseAsync(CancellationToken cancellation)
    {
        await _stop.CancelAsync();
        await _renewing;
        if (_lease is { } lease)
        {
            _lease = null;
            try
            {
                await lease.ReleaseAsync(cancellationToken: cancellation);
            }
            catch (Exception failed) when (failed is RequestFailedException || Outage.Is(failed))
            {
                log.LogWarning(failed, "The lease of the store was not released; it runs out in {Length}.", Length);
            }
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _stop.Dispose();
    }

    private async Task TakeOverAsync(BlobLeaseClient lease, CancellationToken cancellation)
    {
        var owner = (await Blob.DownloadContentAsync(cancellation)).Value.Content.ToString();
        if (!IsGone(owner))
        {
            throw InUse(owner);
        }

        log.LogInformation("The store '{Hub}' was left by a process that is gone ({Owner}); taking it over.", options.TaskHub, owner);
        await lease.BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
        await lease.AcquireAsync(Length, cancellationToken: cancellation);
    }

    private async Task RenewAsync(BlobLeaseClient lease, Action<Exception> lost)
    {
        using var timer = new PeriodicTimer(Length / 6, TimeProvider.System);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                await lease.RenewAsync(cancellationToken: _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException taken) when (taken.Status is 404 or 409 or 412)
            {
                if (!await TookBackAsync(lease))
                {
                    lost(new StoreLostException("Another process has taken over the store's lease.", taken));
                    return;
                }
            }
            catch (Exception outage) when (Outage.Is(outage))
            {
                // The storage does not respond. When it does again, the sentinel's ETag still guards every write.
                log.LogWarning(outage, "The lease of the store could not be renewed; trying again.");
            }
        }
    }

    /// <summary>The lease may expire while a machine sleeps or is overloaded; if nobody has taken it since, this process takes it again.</summary>
    private async Task<bool> TookBackAsync(BlobLeaseClient lease)
    {
        try
        {
            var owner = (await Blob.DownloadContentAsync(_stop.Token)).Value.Content.ToString();
            await lease.AcquireAsync(Length, cancellationToken: _stop.Token);
            return owner == Owner();
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            // Asked again at the next tick; until then the sentinel's ETag guards every write.
            return true;
        }
        catch (RequestFailedException held) when (held.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private StoreInUseException InUse(string owner) => new(
        $"The store '{options.TaskHub}' is in use by another process ({owner}). Stop that one first, or give this one a store of its own.");

    private FileStream LockFile()
    {
        var store = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Blob.Uri.ToString())))[..24];
        try
        {
            return new FileStream(
                Path.Combine(Path.GetTempPath(), $"orchestrations-{store}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            throw InUse("on this machine");
        }
    }

    private static string Owner() =>
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    // It can be known only on the same machine. There the file's lock is already held, so an owner with this process's own id is an earlier process.
    private static bool IsGone(string owner)
    {
        if (owner.Length == 0)
        {
            // It ended between taking the lease and writing its name. One that is still about to write it finds the lease gone, and does not start.
            return true;
        }

        var words = owner.Split(' ');
        if (words is not ["process", var number, "on", var machine] || machine != Environment.MachineName)
        {
            return false;
        }

        try
        {
            var id = int.Parse(number, CultureInfo.InvariantCulture);
            using var process = id == Environment.ProcessId ? null : Process.GetProcessById(id);
            return process is null;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
