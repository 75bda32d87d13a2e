// In the root namespace: every step throws these, and none owns them.
namespace Arshjulet.Functions;

/// <summary>What the address names does not exist: 404. The message is for the log; the page says what to do.</summary>
public sealed class NotFoundException(string what) : Exception(what);

/// <summary>Something was to be changed in a year that is closed: 409.</summary>
public sealed class YearClosedException(int year) : Exception($"The year {year} is closed.");
