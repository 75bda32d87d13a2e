namespace Microsoft.DurableTask.Abstractions;

/// <summary>How two versions of an orchestration compare.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Negative, zero or positive. No version comes before any version; two dotted numbers compare as numbers, all else as text without
    /// regard to case.
    /// </summary>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool noSource = string.IsNullOrWhiteSpace(sourceVersion), noOther = string.IsNullOrWhiteSpace(otherVersion);
        if (noSource || noOther)
        {
            return noOther.CompareTo(noSource);
        }

        return Version.TryParse(sourceVersion, out var source) && Version.TryParse(otherVersion, out var other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
