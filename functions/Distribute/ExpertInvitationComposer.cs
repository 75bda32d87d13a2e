using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Distribute;

/// <summary>The payload of a mail about a form.</summary>
public sealed record AboutForm(string Form);

/// <summary>An expert's invitation: what to test and by when, one link to all of it, and the form's instruction attached.</summary>
public sealed class ExpertInvitationComposer(
    CityContent city, YearStore years, LinkSecrets secrets, Site site, Instructions instructions, MailRendering rendering) : IMailComposer
{
    public static readonly MailKind<AboutForm> Invitation = new("inbjudan-sakkunnig");

    public string Kind => Invitation.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var content = city.Year(mail.Year);
        var form = content.Form(Invitation.AboutOf(mail).Form);
        var subject = Text.With(DistributeTexts.ExpertSubject, mail.Year, form.Title);
        var attachments = new List<MailAttachment>();
        foreach (var instruction in (await years.ReadAsync(mail.Year, cancellation)).Instructions.Where(i => i.Form == form.Key))
        {
            var file = await instructions.ReadAsync(instruction, cancellation);
            attachments.Add(new MailAttachment(instruction.FileName, instruction.ContentType, file.ToArray()));
        }

        var secret = await secrets.NewSecretAsync(new ExpertLink(mail.Year, form.Key, mail.Contact), cancellation);
        var html = await rendering.RenderAsync<ExpertInvitationMail, ExpertInvitationMailView>(new ExpertInvitationMailView
        {
            Subject = subject,
            Content = content,
            Form = form,
            Address = site.At($"/l/{secret}"),
            HasInstructions = attachments.Count > 0,
        });
        return new ComposedMail(subject, html, attachments);
    }
}
