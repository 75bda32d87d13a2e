namespace Arshjulet.Local.Orchestrations;

/// <summary>Another process owns the store; thrown at start, with a sentence to show as it is.</summary>
public sealed class StoreInUseException(string message) : Exception(message);

/// <summary>Another process has written in the store that this one owned; nothing more is done here.</summary>
public sealed class StoreLostException(string message, Exception? innerException = null) : Exception(message, innerException);
