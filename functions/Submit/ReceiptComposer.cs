using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Submit;

/// <summary>The payload of a receipt: the submission that it is for.</summary>
/// <param name="Body">The body's id.</param>
/// <param name="Form">The form's key.</param>
/// <param name="Blob">The name of the submission's blob.</param>
public sealed record AboutSubmission(string Body, string Form, string Blob);

/// <summary>The receipt: what was submitted, when, and the fingerprint that proves it.</summary>
public sealed class ReceiptComposer(CityContent city, SubmissionStore submissions, ReceiptCopies copies, MailRendering rendering) : IMailComposer
{
    public static readonly MailKind<AboutSubmission> Receipt = new("kvitto");

    public string Kind => Receipt.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var about = Receipt.AboutOf(mail);
        Submission submission = await submissions.ReadAsync(about.Blob, cancellation);
        var (body, form) = (city.Body(about.Body), city.Year(mail.Year).Form(about.Form));
        var subject = Text.With(SubmitTexts.ReceiptSubject, body.Name, form.Title);
        var html = await rendering.RenderAsync<ReceiptMail, ReceiptMailView>(new ReceiptMailView
        {
            Subject = subject,
            Body = body,
            Form = form,
            Submission = submission,
        });
        var copy = copies.Create(submission);
        return new ComposedMail(subject, html, [new MailAttachment(copy.Name, copy.ContentType, copy.Content)]);
    }
}
