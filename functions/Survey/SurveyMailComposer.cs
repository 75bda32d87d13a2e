using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Survey;

/// <summary>The payload of a mail with a code: the code's id, and the round (<see cref="SurveyRound.Step"/>).</summary>
public sealed record AboutCode(string Body, string Code, string Step);

/// <summary>The mail with a manager's code. The address comes from the code's row, so once the code is spent there is no mail to send.</summary>
public sealed class SurveyMailComposer(Surveys surveys, SurveyCodes codes, Site site, MailRendering rendering) : IMailComposer
{
    public static readonly MailKind<AboutCode> Code = new("enkat");

    public string Kind => Code.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var about = Code.AboutOf(mail);
        var view = surveys.ForPart(mail.Year, about.Body);
        if (view.Closed
            || await codes.FindByIdAsync(view.Id, about.Code, cancellation) is not { Email: { } address } code
            || await codes.NewSecretAsync(code, cancellation) is not { } secret)
        {
            return null;
        }

        var reminds = about.Step != SurveyMailActivities.Invitation;
        var subject = Text.With(
            reminds ? SurveyTexts.ReminderSubject : SurveyTexts.InvitationSubject, view.Form.Title, Swedish.LongDate(view.Plan.Closes.Date));
        var html = await rendering.RenderAsync<SurveyMail, SurveyMailView>(new SurveyMailView
        {
            Subject = subject,
            Survey = view,
            Reminds = reminds,
            Address = site.At($"{view.Address}/{secret}"),
        });
        return new ComposedMail(subject, html, [], address);
    }
}
