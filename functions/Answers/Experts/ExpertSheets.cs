using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Answers.Experts;

/// <summary>Reads what an expert sees: a view for each body that was asked the form and has items in it, in the bodies' order.</summary>
public sealed class ExpertSheets(CityContent city, AssignmentStore assignments, AnswerViews views)
{
    /// <exception cref="NotFoundException">The year has not been distributed, or KS did not choose the review.</exception>
    public async Task<IReadOnlyList<AnswerView>> ReadAsync(Expert who, CancellationToken cancellation)
    {
        var asked = (await assignments.OfYearAsync(who.Year, cancellation)).Where(a => a.Id.Form == who.Form).Select(a => a.Id.Body).ToHashSet();
        var form = city.Year(who.Year).Form(who.Form);
        var bodies = city.Bodies.Where(b => asked.Contains(b.Id) && form.ItemsOf(b).Count > 0).ToArray();
        return bodies.Length == 0
            ? throw new NotFoundException($"Nobody was asked about the items of {who.Form} in {who.Year}.")
            : await Task.WhenAll(bodies.Select(b => views.ReadAsync(who.ForBody(b), who.Form, cancellation)));
    }
}
