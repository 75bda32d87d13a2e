using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The managers' pages: start, questions, thanks. Until the answer is sent nothing is written, except the code that an open link gives. Nothing
/// here goes to the audit log, since a line would reveal a time.
/// </summary>
public sealed class SurveyPages(Surveys surveys, SurveyCodes codes, SurveyOpenLinks links, SurveyStore store, Site site)
{
    private const string CookieName = "enkat";
    private const string AnsweredCookie = "enkat-besvarad";
    private const string StartRoute = "enkat/{year:int}/{body}/{secret}";
    private const string QuestionsRoute = "enkat/{year:int}/{body}";

    /// <summary>Changes nothing and does not spend the code, because mail scanners open links.</summary>
    [Function(nameof(SurveyStart))]
    public async Task<IResult> SurveyStart(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = StartRoute)] HttpRequest request,
        int year, string body, string secret, CancellationToken cancellation)
    {
        var view = surveys.ForPart(year, body);
        return view.Closed ? Closed(view)
            : !view.IsOpen && await codes.FindAsync(view.Id, secret, cancellation) is null ? NoCode(StatusCodes.Status404NotFound)
            : view.IsOpen && !await links.IsOpenLinkAsync(view.Id, secret, cancellation) ? NoCode(StatusCodes.Status404NotFound)
            : Start(view, request, new Faults());
    }

    /// <summary>
    /// Requires a ticked box with a text that only a person reads, because some scanners press buttons. Moves the code from the address to a cookie.
    /// </summary>
    [Function(nameof(BeginSurvey))]
    public async Task<IResult> BeginSurvey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = StartRoute)] HttpRequest request,
        int year, string body, string secret, CancellationToken cancellation)
    {
        var view = surveys.ForPart(year, body);
        if (view.Closed)
        {
            return Closed(view);
        }

        if (view.IsOpen ? !await links.IsOpenLinkAsync(view.Id, secret, cancellation) : await codes.FindAsync(view.Id, secret, cancellation) is null)
        {
            return NoCode(StatusCodes.Status404NotFound);
        }

        if ((await request.FormAsync(cancellation)).TextOf("person") != "ja")
        {
            var faults = new Faults();
            faults.Add("person", SurveyTexts.TickToStart);
            return Start(view, request, faults);
        }

        var code = view.IsOpen ? await codes.AddAsync(view.Id, cancellation) : secret;
        request.HttpContext.Response.Cookies.Append(CookieName, code, Cookie(view.Address));
        return PageResults.SeeOther(request, view.Address);
    }

    [Function(nameof(SurveyQuestions))]
    public async Task<IResult> SurveyQuestions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = QuestionsRoute)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var view = surveys.ForPart(year, body);
        return view.Closed ? Closed(view)
            : await CodeOfAsync(view, request, cancellation) is null ? NoCode(StatusCodes.Status409Conflict)
            : Questions(view, null, new Faults());
    }

    /// <summary>Counts the answer and spends the code, both or neither.</summary>
    [Function(nameof(SendSurvey))]
    public async Task<IResult> SendSurvey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = QuestionsRoute)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var view = surveys.ForPart(year, body);
        if (view.Closed)
        {
            return Closed(view);
        }

        var sent = await request.FormAsync(cancellation);
        if (await CodeOfAsync(view, request, cancellation) is not { } code)
        {
            return NotCounted(view, sent);
        }

        var (answer, faults) = SentSurvey.Read(sent, view);
        if (faults.Any)
        {
            return Questions(view, sent, faults);
        }

        if (!await store.CountAsync(code, answer))
        {
            return NotCounted(view, sent);
        }

        var cookies = request.HttpContext.Response.Cookies;
        cookies.Delete(CookieName, Cookie(view.Address));
        if (view.IsOpen)
        {
            cookies.Append(AnsweredCookie, "ja", Cookie(view.Address));
        }

        return PageResults.SeeOther(request, "/enkat/tack");
    }

    /// <summary>The same page for everybody; it does not say whose answer was counted.</summary>
    [Function(nameof(SurveyThanks))]
    public static IResult SurveyThanks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "enkat/tack")] HttpRequest request) =>
        Message(StatusCodes.Status200OK, SurveyTexts.ThanksTitle, SurveyTexts.ThanksBody, SurveyTexts.ThanksClose);

    private async Task<SurveyCode?> CodeOfAsync(SurveyView view, HttpRequest request, CancellationToken cancellation) =>
        request.Cookies[CookieName] is { } secret ? await codes.FindAsync(view.Id, secret, cancellation) : null;

    /// <summary>Session cookies, so that nothing is left on a shared machine once the browser is closed.</summary>
    private CookieOptions Cookie(string path) => new() { HttpOnly = true, Secure = site.IsSecure, SameSite = SameSiteMode.Lax, Path = path };

    private static IResult Start(SurveyView view, HttpRequest request, Faults faults) => PageResults.Page<SurveyStartPage, SurveyStartView>(
        new SurveyStartView(view, faults, AnsweredHere: view.IsOpen && request.Cookies.ContainsKey(AnsweredCookie)),
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Questions(SurveyView view, IFormCollection? sent, Faults faults) => PageResults.Page<SurveyPage, SurveyQuestionsView>(
        new SurveyQuestionsView(view, faults, sent), faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Closed(SurveyView view) =>
        Message(StatusCodes.Status410Gone, SurveyTexts.ClosedTitle, Text.With(SurveyTexts.ClosedBody, Model.Figures.Swedish.LongDate(view.Plan.Closes.Date)));

    /// <summary>
    /// Shows what was typed: the browser may merely have lost its cookie, and reloading the page with the cookie back sends the answer again.
    /// </summary>
    private static IResult NotCounted(SurveyView view, IFormCollection sent) => SentSurvey.Typed(sent, view) is { Count: > 0 } typed
        ? PageResults.Page<SurveyNotCountedPage, SurveyNotCountedView>(new SurveyNotCountedView(typed), StatusCodes.Status409Conflict)
        : NoCode(StatusCodes.Status409Conflict);

    /// <summary>The code is spent or wrong, or the cookie is missing. Nothing is kept that could tell these apart.</summary>
    private static IResult NoCode(int status) => Message(status, SurveyTexts.GoneTitle, SurveyTexts.GoneAnswered, SurveyTexts.GoneOtherwise);

    private static IResult Message(int status, string heading, params string[] paragraphs) =>
        PageResults.Page<MessagePage, MessageView>(new MessageView(heading, paragraphs), status);
}
