using Arshjulet.Documents;
using Arshjulet.Documents.Copies;
using Arshjulet.Functions.City;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Submit;

/// <summary>Creates the readable copy of a submission, which is attached to the receipt.</summary>
public sealed class ReceiptCopies(CityContent city)
{
    public DocumentFile Create(Submission submission) => AnswerCopy.Create(new AnswerCopyInput
    {
        Submission = submission,
        Form = city.Year(submission.Year).Form(submission.Form),
        Body = city.Body(submission.Body),
        Receiver = $"{city.Facts.Name}, {city.Facts.Office}",
    });
}
