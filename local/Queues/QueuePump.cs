using System.Reflection;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Queues;

/// <summary>Takes messages from one queue to its function: under lock, renewed while the function runs, settled by how it ended.</summary>
internal sealed class QueuePump(
    LocalQueue queue, FunctionEntry function, FunctionPipeline pipeline, HostFile file, WorkMeter meter, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _free = new(file.MaxConcurrentCalls, file.MaxConcurrentCalls);
    private readonly bool _completes = ((ServiceBusTriggerAttribute)function.Trigger).AutoCompleteMessages;
    private Task _running = Task.CompletedTask;
    private IDisposable? _leftover;

    public void Start()
    {
        queue.HasConsumer = true;

        // What an earlier run left may still be locked by it: the clock waits until that too is done.
        _leftover = meter.Begin();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        for (var i = 0; i < file.MaxConcurrentCalls; i++)
        {
            await _free.WaitAsync();
        }

        _leftover?.Dispose();
        _stopping.Dispose();
        _free.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await TakeAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning("Queue {Queue} cannot be read: {Fault}", queue.Name, fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task TakeAsync()
    {
        await _free.WaitAsync(_stopping.Token);
        IReadOnlyList<ServiceBusReceivedMessage> messages;
        try
        {
            messages = await queue.ReceiveAsync(_free.CurrentCount + 1, _stopping.Token);
        }
        catch
        {
            _free.Release();
            throw;
        }

        if (messages.Count == 0)
        {
            _free.Release();
            await RestAsync();
            return;
        }

        _ = RunOneAsync(messages[0]);
        foreach (var message in messages.Skip(1))
        {
            await _free.WaitAsync();
            _ = RunOneAsync(message);
        }
    }

    private async Task RestAsync()
    {
        if (_leftover is not null && await queue.CountAsync(_stopping.Token) == 0)
        {
            _leftover.Dispose();
            _leftover = null;
        }

        await queue.WaitForMessagesAsync(TimeSpan.FromSeconds(_leftover is null ? 5 : 0.5), _stopping.Token);
    }

    private async Task RunOneAsync(ServiceBusReceivedMessage message)
    {
        var delivery = message.Delivery!;
        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var renewing = RenewAsync(delivery, over.Token);
            var succeeded = await SucceedsAsync(message);
            await over.CancelAsync();
            await renewing;
            if (!delivery.IsSettled && succeeded && _completes)
            {
                await delivery.CompleteAsync(CancellationToken.None);
            }
            else if (!delivery.IsSettled && !succeeded)
            {
                await delivery.AbandonAsync(null, CancellationToken.None);
            }
        }
        catch (Exception fault)
        {
            log.LogWarning("Message {MessageId} on {Queue} could not be settled and comes again: {Fault}", message.MessageId, queue.Name, fault.Message);
        }
        finally
        {
            if (!delivery.IsSettled)
            {
                delivery.Leave();
            }

            _free.Release();
        }
    }

    private async Task<bool> SucceedsAsync(ServiceBusReceivedMessage message)
    {
        try
        {
            await pipeline.InvokeAsync(function, Bind, _stopping.Token, context => MessageBinding.Describe(message, context.BindingData));
            return true;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "{Function} failed on message {MessageId}, delivery {Count}", function.Name, message.MessageId, message.DeliveryCount);
            return false;
        }

        bool Bind(LocalFunctionContext context, ParameterInfo parameter, out object? value) =>
            MessageBinding.TryBind(message, parameter, function.IsTrigger(parameter), out value);
    }

    private async Task RenewAsync(Delivery delivery, CancellationToken over)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            while (TimeProvider.System.GetElapsedTime(started) < file.MaxAutoLockRenewal)
            {
                await Task.Delay(queue.Settings.LockDuration / 3, TimeProvider.System, over);
                await delivery.RenewAsync(over);
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
        catch (Exception fault)
        {
            log.LogWarning("A lock on {Queue} could not be renewed: {Fault}", queue.Name, fault.Message);
        }
    }
}
