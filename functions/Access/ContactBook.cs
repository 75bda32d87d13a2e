using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Access;

/// <summary>
/// Looks up contact ids: a contact or an expert in the city's content, a colleague who was asked to help, or an address that somebody entered on
/// the page for lost links. Of such an address only the hash is kept, so that no stranger's address is stored.
/// </summary>
public sealed class ContactBook(CityContent city, Colleagues colleagues)
{
    private const string AddressPrefix = "adress-";

    /// <summary>The contact id that that is used for an address, whether or not it belongs to anybody we know.</summary>
    public static string IdForAddress(string address) =>
        AddressPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToUpperInvariant())))[..32];

    /// <summary>The contact with this id; null if it is unknown or its address has been erased.</summary>
    public async Task<Contact?> FindAsync(int year, string contact, CancellationToken cancellation)
    {
        if (contact.StartsWith(AddressPrefix, StringComparison.Ordinal))
        {
            // Always search both, so that a known address takes as long as an unknown one.
            var helpers = (await colleagues.OfYearAsync(year, cancellation)).Where(c => c.Email is not null).Select(ContactOf);
            return ContactsInContent(year).Concat(helpers).LastOrDefault(c => IdForAddress(c.Email) == contact);
        }

        return Colleagues.IsColleague(contact)
            ? await colleagues.FindAsync(year, contact, cancellation) is { Email: not null } colleague ? ContactOf(colleague) : null
            : ContactsInContent(year).FirstOrDefault(c => c.Id == contact);
    }

    /// <summary>Every known address of a year, by contact id and by <see cref="IdForAddress"/>, in one read. For long lists.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AddressesAsync(int year, CancellationToken cancellation)
    {
        var helpers = (await colleagues.OfYearAsync(year, cancellation)).Where(c => c.Email is not null).Select(ContactOf);
        var addresses = new Dictionary<string, string>();
        foreach (var contact in ContactsInContent(year).Concat(helpers))
        {
            addresses[contact.Id] = addresses[IdForAddress(contact.Email)] = contact.Email;
        }

        return addresses;
    }

    /// <summary>The contact, if he or she answers for the body; otherwise null.</summary>
    public async Task<Contact?> OfBodyAsync(int year, Body body, string contact, CancellationToken cancellation) =>
        Colleagues.IsColleague(contact)
            ? await colleagues.FindAsync(year, contact, cancellation) is { } colleague && colleague.Body == body.Id ? ContactOf(colleague) : null
            : body.Contacts.FirstOrDefault(c => c.Id == contact);

    /// <summary>Whether a link still belongs to somebody. Since it was sent, the content may have got another contact, or lost the body or form.</summary>
    public async Task<bool> HasHolderAsync(Link link, CancellationToken cancellation) => city.Years.GetValueOrDefault(link.Year) is { } year && link switch
    {
        ExpertLink expert => year.Plan.ExpertsOf(expert.Form).Any(e => e.Id == link.Contact),
        BodyLink own => city.Bodies.FirstOrDefault(b => b.Id == own.Body) is { } body
            && await OfBodyAsync(link.Year, body, link.Contact, cancellation) is not null,
        _ => false,
    };

    /// <summary>The display names of everyone who answers for a body or about its items, by contact id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(int year, Body body, CancellationToken cancellation)
    {
        var names = body.Contacts.Concat(ExpertsOf(year)).ToDictionary(c => c.Id, c => c.Role);
        foreach (var colleague in await colleagues.OfBodyAsync(year, body.Id, cancellation))
        {
            names[colleague.Id] = ContactOf(colleague).Role;
        }

        return names;
    }

    /// <summary>All contacts and experts in the city's content.</summary>
    private IEnumerable<Contact> ContactsInContent(int year) => city.Bodies.SelectMany(b => b.Contacts).Concat(ExpertsOf(year));

    private IEnumerable<Contact> ExpertsOf(int year) =>
        city.Years.GetValueOrDefault(year)?.Plan.Reviews.SelectMany(r => r.Experts).DistinctBy(e => e.Id) ?? [];

    private static Contact ContactOf(Colleague colleague) => new()
    {
        Id = colleague.Id,
        Role = colleague.Email is null ? AccessTexts.ColleagueErased : Text.With(AccessTexts.Colleague, colleague.Email),
        Email = colleague.Email ?? "",
    };
}
