using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Distribute;

/// <summary>The invitation: which forms to answer and by when, the personal link, and the instructions attached.</summary>
public sealed class InvitationComposer(
    CityContent city, YearStore years, AssignmentStore assignments, LinkSecrets secrets, Site site, Instructions instructions,
    MailRendering rendering) : IMailComposer
{
    public static readonly MailKind<AboutBody> Invitation = new("inbjudan");

    public string Kind => Invitation.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var content = city.Year(mail.Year);
        var body = city.Body(Invitation.AboutOf(mail).Body);
        var state = await years.ReadAsync(mail.Year, cancellation);
        var forms = (await assignments.OfBodyAsync(mail.Year, body.Id, cancellation)).Select(a => a.Id.Form).ToHashSet();
        var ordered = state.FormsOf(content).Where(forms.Contains).Select(content.Form).ToArray();
        var secret = await secrets.NewSecretAsync(new BodyLink(mail.Year, body.Id, mail.Contact), cancellation);
        var subject = Text.With(DistributeTexts.Subject, mail.Year, body.Name);
        var attachments = new List<MailAttachment>();
        foreach (var instruction in state.Instructions.Where(i => forms.Contains(i.Form)))
        {
            var file = await instructions.ReadAsync(instruction, cancellation);
            attachments.Add(new MailAttachment(instruction.FileName, instruction.ContentType, file.ToArray()));
        }

        var html = await rendering.RenderAsync<InvitationMail, InvitationMailView>(new InvitationMailView
        {
            Subject = subject,
            Body = body,
            Content = content,
            Forms = ordered,
            Address = site.At($"/l/{secret}"),
            HasInstructions = attachments.Count > 0,
        });
        return new ComposedMail(subject, html, attachments);
    }
}
