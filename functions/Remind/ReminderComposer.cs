using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;

namespace Arshjulet.Functions.Remind;

/// <summary>The payload of a reminder: the key of its stage.</summary>
public sealed record AboutStage(string Stage);

/// <summary>A person's reminder: everything that is left, each body or form with its link. If nothing is left, no mail is sent.</summary>
public sealed class ReminderComposer(
    CityContent city, Missing missing, Links links, LinkSecrets secrets, Site site, MailRendering rendering, TimeProvider clock) : IMailComposer
{
    public static readonly MailKind<AboutStage> Reminder = new("paminnelse");

    public string Kind => Reminder.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var left = await missing.OfPersonAsync(mail.Year, mail.Contact, cancellation);
        if (left.Count == 0)
        {
            return null;
        }

        var plan = city.Year(mail.Year).Plan;
        var late = clock.GetUtcNow() >= Model.Calendar.WorkingDays.EndOf(plan.Dates.Deadline.Date);
        var addresses = new Dictionary<Link, string>();
        foreach (var link in left.Select(l => l.Link).Distinct())
        {
            // A contact who was added after the distribution has no link yet.
            await links.CreateAsync(link, cancellation);
            addresses[link] = site.At($"/l/{await secrets.NewSecretAsync(link, cancellation)}");
        }

        var subject = Text.With(late ? RemindTexts.SubjectLate : RemindTexts.Subject, mail.Year, Model.Figures.Swedish.LongDate(plan.Dates.Deadline.Date));
        var html = await rendering.RenderAsync<ReminderMail, ReminderMailView>(new ReminderMailView
        {
            Subject = subject,
            Late = late,
            Plan = plan,
            Left = left,
            Addresses = addresses,
        });
        return new ComposedMail(subject, html, []);
    }
}
