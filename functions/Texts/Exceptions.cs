namespace Arshjulet.Functions.Texts;

/// <summary>What the address names does not exist: 404. The message is for the log; the page says what to do.</summary>
public sealed class NotFoundException(string what) : Exception(what);

/// <summary>Something was to be changed in a year that is closed: 409.</summary>
public sealed class YearClosedException(int year) : Exception($"The year {year} is closed.");

/// <summary>Someone signed in asks for what the role does not allow: 403.</summary>
public sealed class DeniedException(string what) : Exception(what);

/// <summary>Nobody is signed in: the office is sent to sign in, a respondent to the link in the mail.</summary>
public sealed class SignInException(string what) : Exception(what);
