namespace Arshjulet.Model.Bodies;

/// <summary>What a body is. The kind decides which forms it is asked (a company answers only the routines of DOS).</summary>
public enum BodyKind
{
    /// <summary>Kommunstyrelsen: decides the reviews, and answers for its own office.</summary>
    Board,

    /// <summary>A nämnd.</summary>
    Committee,

    /// <summary>Revisorskollegiet: audits the others (KL 12:1), and is not a nämnd.</summary>
    Audit,

    /// <summary>A wholly owned company (KL 10:2).</summary>
    Company,
}

/// <summary>Who is asked: a nämnd, a company, KS or the auditors.</summary>
public sealed record Body
{
    /// <summary>Lasting key in lower case ASCII, e.g. <c>kulturnamnden</c>. Used in addresses, table keys and instance ids.</summary>
    public required string Id { get; init; }

    /// <summary>The name as it is printed, e.g. "Kulturnämnden".</summary>
    public required string Name { get; init; }

    public required BodyKind Kind { get; init; }

    /// <summary>Order in lists and tables; it is not alphabetical.</summary>
    public required int Order { get; init; }

    /// <summary>Place among the recipients of the decision (1, 2, …), or null for a body that is not sent the decision (KS, which makes it).</summary>
    public int? RecipientOrder { get; init; }

    /// <summary>Why the body is asked but need not answer, or null for one that must. Exempt bodies are never reminded.</summary>
    public string? Exempt { get; init; }

    public required IReadOnlyList<Contact> Contacts { get; init; }
}

/// <summary>A person who answers for a body. One person may be the contact of several bodies, with the same id.</summary>
public sealed record Contact
{
    /// <summary>Lasting key, e.g. <c>kulturnamnden-samordnare</c>; the only thing about a person that is kept in an orchestration's history.</summary>
    public required string Id { get; init; }

    /// <summary>Role as it is written in a greeting, e.g. "samordnare för intern kontroll".</summary>
    public required string Role { get; init; }

    public required string Email { get; init; }
}
