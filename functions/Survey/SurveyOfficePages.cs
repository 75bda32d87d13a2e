using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The office's pages about the survey: addresses, open links, mail, numbers of answers, results. Results are shown only after the survey has
/// closed: before that, comparing the page at two times would show what was answered in between.
/// </summary>
public sealed class SurveyOfficePages(
    Surveys surveys, SurveyInvitations invitations, SurveyOpenLinks links, SurveyStore store, SurveyCounting counting, YearStore years, Outbox outbox,
    CityContent city, Site site, AuditLog audit, TimeProvider clock)
{
    private const string Route = "kansli/{year:int}/enkat";
    private const string BodyRoute = Route + "/{body}";
    private const long MaxBytes = 1_000_000;

    [Function(nameof(SurveyOffice))]
    public async Task<IResult> SurveyOffice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, CancellationToken cancellation) =>
        await PageAsync(year, OfficeSignIn.Require(request, OfficeRole.Reader), new Faults(), cancellation);

    /// <summary>Mails invitations for new codes, or reminders for unspent ones, at most one reminder a day.</summary>
    [Function(nameof(MailSurvey))]
    public async Task<IResult> MailSurvey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var form = await request.FormAsync(cancellation);
        var (faults, open) = (new Faults(), surveys.OfYear(year).Any(v => !v.Closed));
        var (codesOf, reminds) = (await invitations.OfYearAsync(year, cancellation), form.TextOf("slag") == "paminnelse");
        var round = new SurveyRound(year, reminds ? $"paminnelse-{Swedish.Date(WorkingDays.DayOf(clock.GetUtcNow()))}" : SurveyMailActivities.Invitation);
        var (invited, mails) = (codesOf.Values.Sum(b => b.Codes), surveys.GroupsOf(round, codesOf).Decided.Any());
        var decided = (await years.ReadAsync(year, cancellation)).Decision is not null;
        if (!open || !decided || !mails)
        {
            faults.Add(
                "skicka",
                !open ? SurveyTexts.OfficeClosed
                : invited == 0 ? SurveyTexts.NobodyToMail
                : !decided ? SurveyTexts.NotDecided
                : reminds ? SurveyTexts.NobodyToRemind
                : SurveyTexts.NobodyCanBeMailed);
            return await PageAsync(year, user, faults, cancellation);
        }

        await audit.AppendAsync(AuditScope.ForYear(year), user.Id, Act.SurveyMailed, round.Step, cancellation);
        await Starting.StartAsync(client, nameof(SurveyMailOrchestrator), round.Instance(invited), round, cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/enkat");
    }

    [Function(nameof(SurveyOfBody))]
    public async Task<IResult> SurveyOfBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = BodyRoute)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var view = surveys.ForPart(year, body);
        return view.IsCommon && !view.Closed
            ? throw new NotFoundException($"The small bodies of {year} have no page before the survey has closed.")
            : await BodyPageAsync(view, user, new Faults(), null, int.TryParse(request.Query["nya"], out var added) ? added : null, cancellation);
    }

    /// <summary>Adds all addresses of a file, or none and shows the errors line by line. The file itself is not kept.</summary>
    [Function(nameof(UploadSurveyAddresses))]
    public async Task<IResult> UploadSurveyAddresses(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = BodyRoute + "/adresser")] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var (view, faults) = (surveys.ForBody(year, body), new Faults());
        var file = (await request.FormAsync(cancellation)).Files.GetFile("fil");
        if (view.Closed || view.IsOpen || file is null or { Length: 0 or > MaxBytes })
        {
            faults.Add(
                "fil",
                view.Closed ? SurveyTexts.OfficeClosed
                : view.IsOpen ? SurveyTexts.BodyIsOpen
                : file is { Length: > MaxBytes } ? SurveyTexts.FileTooLarge
                : SurveyTexts.FileMissing);
            return await BodyPageAsync(view, user, faults, null, null, cancellation);
        }

        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, cancellation);
        var list = AddressList.Read(memory.ToArray(), city.Facts.MailDomains);
        if (list.Faults.Count > 0)
        {
            AddressFaults.AddTo(list, city.Facts.MailDomains, faults);
            return await BodyPageAsync(view, user, faults, null, null, cancellation);
        }

        var added = await invitations.AddAsync(view.Id, list.Addresses, cancellation);
        await audit.AppendAsync(AuditScope.ForBody(view.Id.Year, view.Id.Body), user.Id, Act.SurveyAddressesUploaded, $"{added}", cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/enkat/{body}?nya={added}");
    }

    /// <summary>
    /// Creates a body's open link and shows it once. An existing link is replaced only if that very link is ticked on the page: reloading the page or
    /// pressing the button twice posts the same form again, and must not end the link that was just shown.
    /// </summary>
    [Function(nameof(OpenSurveyLink))]
    public async Task<IResult> OpenSurveyLink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = BodyRoute + "/lank")] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Secretary);
        var (view, faults) = (surveys.ForBody(year, body), new Faults());
        if (view.Closed || !view.IsOpen)
        {
            faults.Add("lank", view.Closed ? SurveyTexts.OfficeClosed : SurveyTexts.BodyHasCodes);
            return await BodyPageAsync(view, user, faults, null, null, cancellation);
        }

        if (await links.TryNewSecretAsync(view.Id, (await request.FormAsync(cancellation)).TextOf("ersatt"), cancellation) is not { } secret)
        {
            faults.Add("ersatt", SurveyTexts.OpenExists);
            return await BodyPageAsync(view, user, faults, null, null, cancellation);
        }

        await audit.AppendAsync(AuditScope.ForBody(view.Id.Year, view.Id.Body), user.Id, Act.SurveyLinkMade, body, cancellation);
        return await BodyPageAsync(view, user, faults, site.At($"{view.Address}/{secret}"), null, cancellation);
    }

    private async Task<IResult> PageAsync(int year, OfficeUser user, Faults faults, CancellationToken cancellation)
    {
        var (views, survey) = (surveys.OfYear(year), await counting.ReadAsync(year, cancellation));
        var mail = (await outbox.OfYearAsync(year, cancellation)).Where(m => m.Kind == SurveyMailComposer.Code.Name).ToArray();
        return PageResults.Page<SurveyOfficePage, SurveyOfficeView>(
            new SurveyOfficeView
            {
                User = user,
                Content = city.Year(year),
                Bodies = views,
                Survey = survey,
                Waiting = surveys.GroupsOf(new SurveyRound(year, SurveyMailActivities.Invitation), survey.Invited).Waiting,
                MailSent = mail.Count(m => m.State == MailState.Sent),
                MailWaiting = mail.Count(m => m.State is MailState.Queued or MailState.Sending or MailState.Retrying),
                RestTexts = await RestTextsAsync(views[0], survey, cancellation),
                Faults = faults,
            },
            faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private async Task<IResult> BodyPageAsync(SurveyView view, OfficeUser user, Faults faults, string? link, int? added, CancellationToken cancellation)
    {
        var survey = await counting.ReadAsync(view.Year, cancellation);
        return PageResults.Page<SurveyBodyPage, SurveyBodyView>(
            new SurveyBodyView
            {
                User = user,
                Survey = view,
                Link = link,
                OpenLink = view.IsOpen ? await links.NameAsync(view.Id, cancellation) : null,
                Added = added,
                IsInCommon = survey.IsInCommon(view.Part.Key),
                Invited = survey.IsInCommon(view.Part.Key) || survey.Hidden.Contains(view.Part.Key) ? null : survey.CodesOf(view.Part.Key),
                Texts = view.Closed && survey.AnswersOf(view.Part.Key) > 0 ? await store.TextsAsync(view.Id, cancellation) : null,
                Faults = faults,
            },
            faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>The texts of the hidden bodies, together and without the bodies' names; null if not even that may be shown.</summary>
    private async Task<ILookup<string, string>?> RestTextsAsync(SurveyView view, CountedSurvey survey, CancellationToken cancellation)
    {
        if (!view.Closed || survey.Result.Answers.Total is null)
        {
            return null;
        }

        var texts = await Task.WhenAll(survey.Hidden.Select(part => store.TextsAsync(new BodySurvey(view.Year, part), cancellation)));
        return texts.SelectMany(t => t).SelectMany(q => q.Select(t => (q.Key, Text: t))).OrderBy(t => t.Text, Swedish.ByName).ToLookup(t => t.Key, t => t.Text);
    }
}
