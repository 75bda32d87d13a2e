using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.City;

/// <summary><c>bodies.json</c>: who answers, and their contacts.</summary>
internal sealed record BodiesFile(IReadOnlyList<Body> Bodies)
{
    /// <summary>The bodies in their order.</summary>
    /// <exception cref="ContentException">The file is missing or wrong.</exception>
    public static async Task<IReadOnlyList<Body>> LoadAsync(ContentFolder folder, CityFacts facts)
    {
        var file = await folder.ReadAsync("bodies.json", "bodies");
        var bodies = file.As<BodiesFile>().Bodies.OrderBy(b => b.Order).ToArray();
        Check(file, bodies, facts);
        return bodies;
    }

    private static void Check(ContentFile file, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        foreach (var id in bodies.Select(b => b.Id).Concat(bodies.SelectMany(b => b.Contacts).Select(c => c.Id)))
        {
            file.RequireKey(id);
        }

        file.RequireUnique(bodies.Select(b => b.Id), "Two bodies are called");
        file.RequireUnique(bodies.Select(b => $"{b.Order}"), "Two bodies have the order");
        file.RequireUnique(bodies.Select(b => b.RecipientOrder).OfType<int>().Select(o => $"{o}"), "Two bodies have the recipientOrder");
        foreach (var contact in bodies.SelectMany(b => b.Contacts))
        {
            facts.RequireOwnDomain(file, contact.Email);
        }

        foreach (var person in bodies.SelectMany(b => b.Contacts).GroupBy(c => c.Id).Where(g => g.Distinct().Count() > 1))
        {
            throw file.Wrong($"\"{person.Key}\"", $"the contact {person.Key} is described in two ways.");
        }
    }
}
