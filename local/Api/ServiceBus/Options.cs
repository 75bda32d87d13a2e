namespace Azure.Messaging.ServiceBus;

/// <summary>How a client reaches its namespace.</summary>
public class ServiceBusClientOptions
{
    public ServiceBusClientOptions()
    {
    }

    public string? Identifier { get; set; }
}

/// <summary>How a sender names itself.</summary>
public class ServiceBusSenderOptions
{
    public ServiceBusSenderOptions()
    {
    }

    public string? Identifier { get; set; }
}

/// <summary>What a receiver receives, and whether under lock.</summary>
public class ServiceBusReceiverOptions
{
    public ServiceBusReceiverOptions()
    {
    }

    public ServiceBusReceiveMode ReceiveMode { get; set; }

    public SubQueue SubQueue { get; set; }

    public int PrefetchCount { get; set; }

    public string? Identifier { get; set; }
}

/// <summary>How large a batch may be.</summary>
public class CreateMessageBatchOptions
{
    public CreateMessageBatchOptions()
    {
    }

    public long? MaxSizeInBytes { get; set; }
}

/// <summary>Under lock, or gone when received.</summary>
public enum ServiceBusReceiveMode
{
    PeekLock = 0,
    ReceiveAndDelete = 1,
}

/// <summary>A queue's own queues.</summary>
public enum SubQueue
{
    None = 0,
    DeadLetter = 1,
    TransferDeadLetter = 2,
}

/// <summary>Where a message stands.</summary>
public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
