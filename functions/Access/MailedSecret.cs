namespace Arshjulet.Functions.Access;

/// <summary>A secret at the end of an address in a mail.</summary>
public static class MailedSecret
{
    private const string Marks = " \u00A0.,;:!?()<>[]\"'”’»…";

    /// <summary>
    /// The secret without what stood beside the address: mail programs, and people who copy, take along a full stop, a bracket or a space. None of
    /// these can be part of a secret.
    /// </summary>
    public static string WithoutMarks(string secret) => secret.Trim([.. Marks]);
}
