using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Access;

/// <summary>
/// The one place that knows who a contact id is: a contact or an expert of the city's content, a colleague who was asked to help, or whoever has an
/// address that somebody wrote on the page for lost links (of which only the hash is kept, so that no stranger's address is).
/// </summary>
public sealed class ContactBook(CityContent city, Colleagues colleagues)
{
    private const string Asked = "adress-";

    /// <summary>A contact id for whoever has this address, if anybody does.</summary>
    public static string IdOfAddress(string address) =>
        Asked + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToUpperInvariant())))[..32];

    /// <summary>Who it is, or null: unknown, or an address that has been erased.</summary>
    public async Task<Contact?> FindAsync(int year, string contact, CancellationToken cancellation)
    {
        if (contact.StartsWith(Asked, StringComparison.Ordinal))
        {
            // Both are always looked through.
            var helping = (await colleagues.OfYearAsync(year, cancellation)).Where(c => c.Email is not null).Select(ContactOf);
            return Named(year).Concat(helping).LastOrDefault(c => IdOfAddress(c.Email) == contact);
        }

        return Colleagues.Is(contact)
            ? await colleagues.FindAsync(year, contact, cancellation) is { Email: not null } colleague ? ContactOf(colleague) : null
            : Named(year).FirstOrDefault(c => c.Id == contact);
    }

    /// <summary>Every address that is known in a year, by contact id and by <see cref="IdOfAddress"/>: one read, for a list of many.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AddressesAsync(int year, CancellationToken cancellation)
    {
        var helping = (await colleagues.OfYearAsync(year, cancellation)).Where(c => c.Email is not null).Select(ContactOf);
        var addresses = new Dictionary<string, string>();
        foreach (var contact in Named(year).Concat(helping))
        {
            addresses[contact.Id] = addresses[IdOfAddress(contact.Email)] = contact.Email;
        }

        return addresses;
    }

    /// <summary>Who answers for a body, or null: this contact doesn't.</summary>
    public async Task<Contact?> OfBodyAsync(int year, Body body, string contact, CancellationToken cancellation) =>
        Colleagues.Is(contact)
            ? await colleagues.FindAsync(year, contact, cancellation) is { } colleague && colleague.Body == body.Id ? ContactOf(colleague) : null
            : body.Contacts.FirstOrDefault(c => c.Id == contact);

    /// <summary>Whether a link is still somebody's: the content may name another since it was sent, or no longer have what it leads to.</summary>
    public async Task<bool> KnowsAsync(Link link, CancellationToken cancellation) => city.Years.GetValueOrDefault(link.Year) is { } year && link switch
    {
        ExpertLink expert => year.Plan.ExpertsOf(expert.Form).Any(e => e.Id == link.Contact),
        BodyLink own => city.Bodies.FirstOrDefault(b => b.Id == own.Body) is { } body && await OfBodyAsync(link.Year, body, link.Contact, cancellation) is not null,
        _ => false,
    };

    /// <summary>What everyone who answers for a body, or about its items, is called on its pages, by contact id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(int year, Body body, CancellationToken cancellation)
    {
        var names = body.Contacts.Concat(ExpertsOf(year)).ToDictionary(c => c.Id, c => c.Role);
        foreach (var colleague in await colleagues.OfBodyAsync(year, body.Id, cancellation))
        {
            names[colleague.Id] = ContactOf(colleague).Role;
        }

        return names;
    }

    /// <summary>Everyone whom the city's content names.</summary>
    private IEnumerable<Contact> Named(int year) => city.Bodies.SelectMany(b => b.Contacts).Concat(ExpertsOf(year));

    private IEnumerable<Contact> ExpertsOf(int year) => city.Years.GetValueOrDefault(year)?.Plan.Reviews.SelectMany(r => r.Experts).DistinctBy(e => e.Id) ?? [];

    private static Contact ContactOf(Colleague colleague) => new()
    {
        Id = colleague.Id,
        Role = colleague.Email is null ? AccessTexts.ColleagueErased : Text.With(AccessTexts.Colleague, colleague.Email),
        Email = colleague.Email ?? "",
    };
}
