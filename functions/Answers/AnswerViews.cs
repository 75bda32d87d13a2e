using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers;

/// <summary>Reads what a form's page shows.</summary>
public sealed class AnswerViews(Respondents respondents, CityContent city, AssignmentStore assignments, AnswerStore answers, ContactBook book, Presence presence, TimeProvider clock)
{
    /// <summary>A form as the respondent of a request sees it.</summary>
    /// <exception cref="SignInException">The request is not a respondent's of this body.</exception>
    /// <exception cref="NotFoundException">The body was not asked this form.</exception>
    public async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation) =>
        await OfAsync(await respondents.RequireAsync(request, id.Year, id.Body, cancellation), id.Form, cancellation);

    /// <summary>A form's item as whoever may answer about it sees it: the body's own, or an expert.</summary>
    /// <exception cref="SignInException">The request is neither's.</exception>
    /// <exception cref="NotFoundException">The body was not asked this form, or not about this item.</exception>
    public async Task<AnswerView> ReadItemAsync(HttpRequest request, AssignmentId id, string item, CancellationToken cancellation) =>
        (await OfAsync(await respondents.RequireForItemsAsync(request, id.Year, id.Body, id.Form, cancellation), id.Form, cancellation)).At(item);

    /// <summary>A form as this reader sees it: an expert only what is asked about one by one. One that the body was not asked does not exist.</summary>
    public async Task<AnswerView> OfAsync(Respondent who, string form, CancellationToken cancellation)
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

    /// <summary>The same, with who else is at it.</summary>
    public async Task<AnswerView> WithOthersAsync(AnswerView view, CancellationToken cancellation) =>
        view with { Others = await presence.OthersAsync(view.Who, cancellation) };
}
