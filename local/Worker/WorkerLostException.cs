namespace Arshjulet.Local.Worker;

/// <summary>The worker has gone, or never came: what was asked of it has no result. Not a failure of the function.</summary>
public sealed class WorkerLostException(string message) : Exception(message);
