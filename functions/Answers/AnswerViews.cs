using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers;

/// <summary>Reads the views of form and item pages.</summary>
public sealed class AnswerViews(
    Respondents respondents, CityContent city, AssignmentStore assignments, AnswerStore answers, ContactBook book, Presence presence, TimeProvider clock)
{
    /// <summary>A form's view for the respondent who sends the request.</summary>
    /// <exception cref="SignInException">The request is not a respondent's of this body.</exception>
    /// <exception cref="NotFoundException">The body was not asked this form.</exception>
    public async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation) =>
        await ReadAsync(await respondents.RequireAsync(request, id.Year, id.Body, cancellation), id.Form, cancellation);

    /// <summary>An item's view for one of the body's respondents, or for an expert.</summary>
    /// <exception cref="SignInException">The request comes from neither.</exception>
    /// <exception cref="NotFoundException">The body was not asked this form, or the form does not ask about this item.</exception>
    public async Task<AnswerView> ReadItemAsync(HttpRequest request, AssignmentId id, string item, CancellationToken cancellation) =>
        (await ReadAsync(await respondents.RequireForItemsAsync(request, id.Year, id.Body, id.Form, cancellation), id.Form, cancellation)).ForItem(item);

    /// <summary>A form's view for this reader. An expert sees only the items.</summary>
    /// <exception cref="NotFoundException">The body was not asked this form.</exception>
    public async Task<AnswerView> ReadAsync(Respondent who, string form, CancellationToken cancellation)
    {
        var id = new AssignmentId(who.Year, who.Body.Id, form);
        if ((await assignments.OfBodyAsync(who.Year, who.Body.Id, cancellation)).All(a => a.Id != id))
        {
            throw new NotFoundException($"{who.Body.Id} was not asked {form} in {who.Year}.");
        }

        return new AnswerView
        {
            Who = who,
            Id = id,
            Form = who.IsExpert ? city.Year(who.Year).Form(form).OnlyItems() : city.Year(who.Year).Form(form),
            Content = city.Year(who.Year),
            Sheet = await answers.ReadAsync(id, cancellation),
            Names = await book.NamesAsync(who.Year, who.Body, cancellation),
            Now = clock.GetUtcNow(),
        };
    }

    /// <summary>Adds who else is answering right now.</summary>
    public async Task<AnswerView> WithOthersAsync(AnswerView view, CancellationToken cancellation) =>
        view with { Others = await presence.OthersAsync(view.Who, cancellation) };
}
