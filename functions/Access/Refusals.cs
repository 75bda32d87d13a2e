namespace Arshjulet.Functions.Access;

/// <summary>Someone signed in asks for what the role does not allow: 403.</summary>
public sealed class DeniedException(string what) : Exception(what);

/// <summary>Nobody is signed in: the office is sent to sign in, a respondent to the link in the mail.</summary>
public sealed class SignInException(string what) : Exception(what);
