using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
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
        var forms = DecideStep.FormsOf(content, await years.ReadAsync(year, cancellation)).Select(content.Form).ToArray();
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
                await links.CreateAsync(new Link(input.Year, input.Body, contact.Id), cancellation);
                invitations.Add(new OutboxMail
                {
                    Year = input.Year,
                    Id = $"inbjudan-{input.Body}-{contact.Id}",
                    Kind = InvitationComposer.KindName,
                    Contact = contact.Id,
                    Subject = input.Body,
                });
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
        var experts = DecideStep.FormsOf(content, await years.ReadAsync(year, cancellation))
            .SelectMany(form => content.Plan.ExpertsOf(form).Select(expert => (Form: form, expert.Id)));
        try
        {
            foreach (var (form, expert) in experts)
            {
                await links.CreateAsync(Link.OfExpert(year, form, expert), cancellation);
                invitations.Add(new OutboxMail
                {
                    Year = year,
                    Id = $"inbjudan-sakkunnig-{form}-{expert}",
                    Kind = ExpertInvitationComposer.KindName,
                    Contact = expert,
                    Subject = form,
                });
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
