namespace Arshjulet.Local.Orchestrations;

/// <summary>Another process owns the store; thrown at start, with a message to show to the user.</summary>
public sealed class StoreInUseException(string message) : Exception(message);

/// <summary>Another process has written in the store that this one owned; this one does nothing more.</summary>
public sealed class StoreLostException(string message, Exception? innerException = null) : Exception(message, innerException);
