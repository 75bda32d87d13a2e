namespace Arshjulet.Functions.Texts;

/// <summary>404: the address names something that does not exist. The message goes to the log; the page tells the user what to do.</summary>
public sealed class NotFoundException(string what) : Exception(what);

/// <summary>409: somebody tried to change something in a closed year.</summary>
public sealed class YearClosedException(int year) : Exception($"The year {year} is closed.");

/// <summary>403: the user is signed in, but the role does not allow this.</summary>
public sealed class DeniedException(string what) : Exception(what);

/// <summary>401: nobody is signed in. The office is sent to sign in, a respondent is referred to the link in the mail.</summary>
public sealed class SignInException(string what) : Exception(what);
