using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Collect;

/// <summary>The receipt: what was submitted, when, and the fingerprint that proves it.</summary>
public sealed class ReceiptComposer(CityContent city, SubmitStep submit, ReceiptCopies copies, MailRendering rendering) : IMailComposer
{
    public const string KindName = "kvitto";

    public string Kind => KindName;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var facts = mail.Subject.Split(' ');
        Submission submission = await submit.ReadAsync(facts[2], cancellation);
        var (body, form) = (city.Body(facts[0]), city.Year(mail.Year).Form(facts[1]));
        var subject = Text.With(CollectTexts.ReceiptSubject, body.Name, form.Title);
        var html = await rendering.RenderAsync<ReceiptMail>(new Dictionary<string, object?> { ["Subject"] = subject, ["Body"] = body, ["Form"] = form, ["Submission"] = submission });
        var copy = copies.Of(submission);
        return new ComposedMail(subject, html, [new MailAttachment(copy.Name, copy.ContentType, copy.Content)]);
    }
}
