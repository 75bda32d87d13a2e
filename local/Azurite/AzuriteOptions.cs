namespace Arshjulet.Local.Azurite;

/// <summary>How a storage emulator is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Where its files are kept; null keeps everything in memory.</summary>
    public string? Directory { get; init; }

    /// <summary>How many accounts it has. Tests take one each and share the process.</summary>
    public int Accounts { get; init; } = 1;
}
