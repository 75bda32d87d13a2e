namespace Arshjulet.Local.Hosting;

/// <summary>The host cannot start, for a reason that its user can correct. The message is one sentence for that user.</summary>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
