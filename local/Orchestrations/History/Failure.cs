using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>The stored form of <see cref="TaskFailureDetails"/>.</summary>
internal sealed record Failure
{
    [JsonPropertyName("t")]
    public required string Type { get; init; }

    [JsonPropertyName("m")]
    public required string Message { get; init; }

    [JsonPropertyName("s")]
    public string? Stack { get; init; }

    [JsonPropertyName("i")]
    public Failure? Inner { get; init; }

    /// <summary>Calling again would fail again, for instance because there is no such activity.</summary>
    [JsonPropertyName("x")]
    public bool Final { get; init; }

    public static Failure From(Exception exception) => From(TaskFailureDetails.FromException(exception));

    public static Failure From(TaskFailureDetails details) => new()
    {
        Type = details.ErrorType,
        Message = details.ErrorMessage,
        Stack = details.StackTrace,
        Inner = details.InnerFailure is { } inner ? From(inner) : null,
    };

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);
}
