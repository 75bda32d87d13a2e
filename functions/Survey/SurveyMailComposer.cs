using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Survey;

/// <summary>The mail with a manager's code. The address comes from the code's row, and is gone with it: spent, there is nothing to send.</summary>
public sealed class SurveyMailComposer(Surveys surveys, SurveyCodes codes, Site site, MailRendering rendering) : IMailComposer
{
    public const string KindName = "enkat";

    public string Kind => KindName;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var facts = mail.Subject.Split(' ');
        var view = surveys.At(mail.Year, facts[0]);
        if (view.Closed
            || await codes.FindByIdAsync(view.Id, facts[1], cancellation) is not { Email: { } address } code
            || await codes.NewSecretAsync(code, cancellation) is not { } secret)
        {
            return null;
        }

        var reminds = facts[2] != SurveyMailActivities.Invitation;
        var subject = Text.With(reminds ? SurveyTexts.ReminderSubject : SurveyTexts.InvitationSubject, view.Form.Title, Swedish.LongDate(view.Plan.Closes.Date));
        var html = await rendering.RenderAsync<SurveyMail>(new Dictionary<string, object?>
        {
            ["Subject"] = subject,
            ["View"] = view,
            ["Reminds"] = reminds,
            ["Address"] = site.At($"{view.Address}/{secret}"),
        });
        return new ComposedMail(subject, html, [], address);
    }
}
