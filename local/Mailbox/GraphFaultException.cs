namespace Arshjulet.Local.Mailbox;

/// <summary>An error as Graph answers it.</summary>
internal sealed class GraphFaultException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>Seconds, told in Retry-After.</summary>
    public int? RetryAfter { get; init; }
}
