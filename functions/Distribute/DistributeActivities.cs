using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Distribute;

/// <summary>Assignments, links and invitations. Each can be done again without harm.</summary>
public sealed class DistributeActivities(CityContent city, YearStore years, AssignmentStore assignments, Links links, Outbox outbox)
{
    /// <summary>Body × form, by kind of body.</summary>
    [Function(nameof(CreateAssignments))]
    public async Task CreateAssignments([ActivityTrigger] int year, CancellationToken cancellation)
    {
        var content = city.Year(year);
        var forms = (await years.ReadAsync(year, cancellation)).FormsOf(content).Select(content.Form).ToArray();
        foreach (var body in city.Bodies)
        {
            var own = forms.Where(f => f.IsFor(body)).Select(f => f.Key).ToArray();
            if (own.Length > 0)
            {
                await assignments.CreateAsync(year, body, own, cancellation);
            }
        }
    }

    /// <summary>A link and an invitation for each of the body's contacts.</summary>
    [Function(nameof(Invite))]
    public async Task Invite([ActivityTrigger] BodyOfYear input, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var invitations = new List<OutboxMail>();
        try
        {
            foreach (var contact in city.Body(input.Body).Contacts)
            {
                await links.CreateAsync(new BodyLink(input.Year, input.Body, contact.Id), cancellation);
                invitations.Add(InvitationComposer.Invitation.Mail(input.Year, $"inbjudan-{input.Body}-{contact.Id}", contact.Id, new AboutBody(input.Body)));
            }
        }
        finally
        {
            // A link that can't be made keeps nobody else's from being sent.
            await outbox.PutAsync(invitations, client, cancellation);
        }
    }

    /// <summary>A link and an invitation for each expert of the forms that are asked.</summary>
    [Function(nameof(InviteExperts))]
    public async Task InviteExperts([ActivityTrigger] int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (content, invitations) = (city.Year(year), new List<OutboxMail>());
        var experts = (await years.ReadAsync(year, cancellation)).FormsOf(content)
            .SelectMany(form => content.Plan.ExpertsOf(form).Select(expert => (Form: form, expert.Id)));
        try
        {
            foreach (var (form, expert) in experts)
            {
                await links.CreateAsync(new ExpertLink(year, form, expert), cancellation);
                invitations.Add(ExpertInvitationComposer.Invitation.Mail(year, $"inbjudan-sakkunnig-{form}-{expert}", expert, new AboutForm(form)));
            }
        }
        finally
        {
            await outbox.PutAsync(invitations, client, cancellation);
        }
    }

    /// <summary>How much the body has submitted, and whether the year is over.</summary>
    [Function(nameof(ReadProgress))]
    public async Task<BodyProgress> ReadProgress([ActivityTrigger] BodyOfYear input, CancellationToken cancellation)
    {
        var own = await assignments.OfBodyAsync(input.Year, input.Body, cancellation);
        var year = await years.ReadAsync(input.Year, cancellation);
        return new BodyProgress(own.Count(a => a.Submitted), own.Count, year.ClosedAt is not null);
    }
}
