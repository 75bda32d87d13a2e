using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Distribute;

/// <summary>Creates assignments, links and invitations. All activities are idempotent.</summary>
public sealed class DistributeActivities(CityContent city, YearStore years, AssignmentStore assignments, Links links, Outbox outbox)
{
    /// <summary>Creates an assignment for each body and each form that is meant for its kind of body.</summary>
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

    /// <summary>Creates a link and an invitation for each of the body's contacts.</summary>
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
            // If one link can't be created, the invitations before it are sent all the same.
            await outbox.PutAsync(invitations, client, cancellation);
        }
    }

    /// <summary>Creates a link and an invitation for each expert of the year's forms.</summary>
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

    /// <summary>How much the body has submitted, and whether the year is closed.</summary>
    [Function(nameof(ReadProgress))]
    public async Task<BodyProgress> ReadProgress([ActivityTrigger] BodyOfYear input, CancellationToken cancellation)
    {
        var own = await assignments.OfBodyAsync(input.Year, input.Body, cancellation);
        var year = await years.ReadAsync(input.Year, cancellation);
        return new BodyProgress(own.Count(a => a.Submitted), own.Count, year.ClosedAt is not null);
    }
}
