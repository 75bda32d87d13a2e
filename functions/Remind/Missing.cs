using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Remind;

/// <summary>A form that a body has not submitted, and what remains of it.</summary>
public sealed record MissingForm(Body Body, Form Form, Remaining Remaining);

/// <summary>Who is missing: bodies that must answer and have not submitted all.</summary>
public sealed class Missing(CityContent city, AssignmentStore assignments, AnswerStore answers)
{
    /// <summary>Contact ids of everyone with something left, in the bodies' order, each once.</summary>
    public async Task<IReadOnlyList<string>> PeopleAsync(int year, CancellationToken cancellation)
    {
        var open = (await assignments.OfYearAsync(year, cancellation)).Where(a => !a.Submitted).Select(a => a.Id.Body).ToHashSet();
        return [.. city.Bodies.Where(b => b.Exempt is null && open.Contains(b.Id)).SelectMany(b => b.Contacts).Select(c => c.Id).Distinct()];
    }

    /// <summary>What remains for one person, over all bodies he or she answers for.</summary>
    public async Task<IReadOnlyList<MissingForm>> OfPersonAsync(int year, string contact, CancellationToken cancellation)
    {
        var left = new List<MissingForm>();
        foreach (var body in city.Person(contact).Bodies.Where(b => b.Exempt is null))
        {
            foreach (var assignment in (await assignments.OfBodyAsync(year, body.Id, cancellation)).Where(a => !a.Submitted))
            {
                var form = city.Year(year).Form(assignment.Id.Form);
                var sheet = await answers.ReadAsync(assignment.Id, cancellation);
                left.Add(new MissingForm(body, form, Remaining.Of(form, body, sheet.Values)));
            }
        }

        return left;
    }
}
