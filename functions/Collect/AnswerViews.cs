using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Collect;

/// <summary>Reads a form as the respondent of a request sees it.</summary>
public sealed class AnswerViews(Respondents respondents, CityContent city, AssignmentStore assignments, AnswerStore answers)
{
    /// <summary>The form with its answers.</summary>
    /// <exception cref="SignInException">The request is not a respondent's of this body.</exception>
    /// <exception cref="NotFoundException">The body was not asked this form.</exception>
    public async Task<AnswerView> ReadAsync(HttpRequest request, AssignmentId id, CancellationToken cancellation)
    {
        var who = await respondents.RequireAsync(request, id.Year, id.Body, cancellation);
        return (await assignments.OfBodyAsync(id.Year, id.Body, cancellation)).Any(a => a.Id == id)
            ? new AnswerView { Who = who, Id = id, Form = city.Form(id.Form), Content = city.Year(id.Year), Sheet = await answers.ReadAsync(id, cancellation) }
            : throw new NotFoundException($"{id} was not asked.");
    }
}
