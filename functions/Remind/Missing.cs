using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Remind;

/// <summary>A form that has not been submitted, or a body that an expert has not finished testing.</summary>
/// <param name="Link">The link that leads there.</param>
/// <param name="Heading">What the link is for: the body, or for an expert the form.</param>
/// <param name="Name">The form's title, or for an expert the body's name.</param>
/// <param name="Remaining">What remains of it.</param>
public sealed record MissingPart(Link Link, string Heading, string Name, Remaining Remaining);

/// <summary>Finds who is missing: contacts of bodies that must answer and have not submitted everything, and experts with something left to test.</summary>
public sealed class Missing(CityContent city, AssignmentStore assignments, AnswerStore answers)
{
    /// <summary>The contact ids of everyone with something left, each once: first the bodies' contacts, in the bodies' order, then the experts.</summary>
    public async Task<IReadOnlyList<string>> PeopleAsync(int year, CancellationToken cancellation)
    {
        var open = (await assignments.OfYearAsync(year, cancellation)).Where(a => !a.Submitted).Select(a => a.Id.Body).ToHashSet();
        var people = city.Bodies.Where(b => b.Exempt is null && open.Contains(b.Id)).SelectMany(b => b.Contacts).Select(c => c.Id).Distinct().ToList();
        foreach (var expert in city.Year(year).Plan.Reviews.SelectMany(r => r.Experts).Select(e => e.Id).Distinct())
        {
            if ((await OfExpertAsync(year, expert, cancellation)).Count > 0)
            {
                people.Add(expert);
            }
        }

        return people;
    }

    /// <summary>Everything that is missing from one person, across all bodies that he or she answers for or tests.</summary>
    public async Task<IReadOnlyList<MissingPart>> OfPersonAsync(int year, string contact, CancellationToken cancellation) =>
        [.. await OfContactAsync(year, contact, cancellation), .. await OfExpertAsync(year, contact, cancellation)];

    private async Task<IReadOnlyList<MissingPart>> OfContactAsync(int year, string contact, CancellationToken cancellation)
    {
        var left = new List<MissingPart>();
        foreach (var body in city.Bodies.Where(b => b.Exempt is null && b.Contacts.Any(c => c.Id == contact)))
        {
            foreach (var assignment in (await assignments.OfBodyAsync(year, body.Id, cancellation)).Where(a => !a.Submitted))
            {
                var form = city.Year(year).Form(assignment.Id.Form);
                var sheet = await answers.ReadAsync(assignment.Id, cancellation);
                left.Add(new MissingPart(new BodyLink(year, body.Id, contact), body.Name, form.Title, Remaining.Of(form, body, sheet.Values)));
            }
        }

        return left;
    }

    private async Task<IReadOnlyList<MissingPart>> OfExpertAsync(int year, string contact, CancellationToken cancellation)
    {
        var left = new List<MissingPart>();
        foreach (var review in city.Year(year).Plan.Reviews.Where(r => r.Experts.Any(e => e.Id == contact)))
        {
            var form = city.Year(year).Form(review.Form).OnlyItems();
            var open = (await assignments.OfYearAsync(year, cancellation))
                .Where(a => !a.Submitted && a.Id.Form == form.Key).ToDictionary(a => a.Id.Body, a => a.Id);

            // In the city's order. A body that has been removed from the city's content since does not have to be tested.
            foreach (var body in city.Bodies.Where(b => open.ContainsKey(b.Id)))
            {
                var remaining = Remaining.Of(form, body, (await answers.ReadAsync(open[body.Id], cancellation)).Values);
                if (!remaining.IsNothing)
                {
                    left.Add(new MissingPart(new ExpertLink(year, form.Key, contact), form.Title, body.Name, remaining));
                }
            }
        }

        return left;
    }
}
