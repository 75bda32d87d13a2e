namespace Arshjulet.Local.Hosting;

/// <summary>The host cannot start, for a reason that its user can mend. The message is one sentence for that user.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
