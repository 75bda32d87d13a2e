namespace Arshjulet.Functions.City;

/// <summary>The city itself, as its pages, mail and reports name it: <c>city.json</c>.</summary>
public sealed record CityFacts
{
    /// <summary>The name as it is printed, e.g. "Exempelstad".</summary>
    public required string Name { get; init; }

    /// <summary>The office that runs the year, e.g. "Stadskontoret".</summary>
    public required string Office { get; init; }

    /// <summary>Where respondents turn with questions.</summary>
    public required string OfficeEmail { get; init; }

    public string? Phone { get; init; }

    /// <summary>The mailbox that mail is sent from.</summary>
    public required string Sender { get; init; }

    /// <summary>What the office's diary numbers begin with: "STK".</summary>
    public required string DiaryPrefix { get; init; }

    /// <summary>When the office last assessed the site's accessibility, and last changed its statement of it.</summary>
    public required AccessibilityDates Accessibility { get; init; }

    /// <summary>Domains that mail may be sent to, so that a mistyped address does not send a link to a stranger.</summary>
    public required IReadOnlyList<string> MailDomains { get; init; }

    /// <summary>Reads the city's facts.</summary>
    /// <exception cref="ContentException">The file is missing or wrong.</exception>
    internal static async Task<CityFacts> LoadAsync(ContentFolder folder) => (await folder.ReadAsync("city.json", "city")).As<CityFacts>();

    /// <exception cref="ContentException">The contact's address is in none of <see cref="MailDomains"/>.</exception>
    internal void RequireOwnDomain(ContentFile file, string email)
    {
        if (!MailDomains.Any(d => email.EndsWith($"@{d}", StringComparison.OrdinalIgnoreCase)))
        {
            throw file.Wrong(email, $"{email} is in none of the city's mailDomains.");
        }
    }
}

/// <summary>The two dates that an accessibility statement must give.</summary>
public sealed record AccessibilityDates(DateOnly Assessed, DateOnly Updated);
