using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Remind;

/// <summary>Something that has not been handed in, or that an expert has not tested, and what remains of it.</summary>
/// <param name="Way">The link that leads there.</param>
/// <param name="Heading">What the link is for: the body, or for an expert the form.</param>
/// <param name="Name">What remains there: a form, or for an expert a body.</param>
/// <param name="Remaining">How much.</param>
public sealed record MissingPart(Link Way, string Heading, string Name, Remaining Remaining);

/// <summary>Who is missing: bodies that must answer and have not submitted all, and experts with something left to test there.</summary>
public sealed class Missing(CityContent city, AssignmentStore assignments, AnswerStore answers)
{
    /// <summary>Contact ids of everyone with something left, the bodies' in their order and then the experts', each once.</summary>
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

    /// <summary>What remains for one person, over all bodies he or she answers for, or all that he or she tests.</summary>
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
            var open = (await assignments.OfYearAsync(year, cancellation)).Where(a => !a.Submitted && a.Id.Form == form.Key).ToDictionary(a => a.Id.Body, a => a.Id);

            // In the city's order; a body that has left it since it was asked is nobody's to test.
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
