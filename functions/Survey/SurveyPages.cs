using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// The managers' pages: start, questions, thanks. Nothing is written before the answer is sent, but for the code that an open link gives,
/// and nothing here goes to the audit log: a line of it would be a time.
/// </summary>
public sealed class SurveyPages(Surveys surveys, SurveyCodes codes, SurveyOpenLinks links, SurveyStore store, Site site)
{
    private const string CookieName = "enkat";
    private const string AnsweredCookie = "enkat-besvarad";
    private const string StartRoute = "enkat/{year:int}/{body}/{secret}";
    private const string QuestionsRoute = "enkat/{year:int}/{body}";

    /// <summary>Mail scanners open links: this changes nothing and spends nothing.</summary>
    [Function(nameof(SurveyStart))]
    public async Task<IResult> SurveyStart(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = StartRoute)] HttpRequest request,
        int year, string body, string secret, CancellationToken cancellation)
    {
        var view = surveys.At(year, body);
        return view.Closed ? Closed(view)
            : !view.IsOpen && await codes.FindAsync(view.Id, secret, cancellation) is null ? Gone(StatusCodes.Status404NotFound)
            : view.IsOpen && !await links.HoldsAsync(view.Id, secret, cancellation) ? Gone(StatusCodes.Status404NotFound)
            : Start(view, request, new Faults());
    }

    /// <summary>Some scanners press buttons too: they don't tick a box that a person reads. After this the code is out of the address.</summary>
    [Function(nameof(BeginSurvey))]
    public async Task<IResult> BeginSurvey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = StartRoute)] HttpRequest request,
        int year, string body, string secret, CancellationToken cancellation)
    {
        var view = surveys.At(year, body);
        if (view.Closed)
        {
            return Closed(view);
        }

        if (view.IsOpen ? !await links.HoldsAsync(view.Id, secret, cancellation) : await codes.FindAsync(view.Id, secret, cancellation) is null)
        {
            return Gone(StatusCodes.Status404NotFound);
        }

        if ((await request.FormAsync(cancellation)).TextOf("person") != "ja")
        {
            var faults = new Faults();
            faults.Add("person", SurveyTexts.TickToStart);
            return Start(view, request, faults);
        }

        request.HttpContext.Response.Cookies.Append(CookieName, view.IsOpen ? await codes.AddAsync(view.Id, cancellation) : secret, Cookie(view.Address));
        return Answering.SeeOther(request, view.Address);
    }

    [Function(nameof(SurveyQuestions))]
    public async Task<IResult> SurveyQuestions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = QuestionsRoute)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var view = surveys.At(year, body);
        return view.Closed ? Closed(view)
            : await CodeOfAsync(view, request, cancellation) is null ? Gone(StatusCodes.Status409Conflict)
            : Questions(view, null, new Faults());
    }

    /// <summary>Counts the answer and spends the code, together or not at all.</summary>
    [Function(nameof(SendSurvey))]
    public async Task<IResult> SendSurvey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = QuestionsRoute)] HttpRequest request,
        int year, string body, CancellationToken cancellation)
    {
        var view = surveys.At(year, body);
        if (view.Closed)
        {
            return Closed(view);
        }

        var sent = await request.FormAsync(cancellation);
        if (await CodeOfAsync(view, request, cancellation) is not { } code)
        {
            return Lost(view, sent);
        }

        var (answer, faults) = SentSurvey.Read(sent, view);
        if (faults.Any)
        {
            return Questions(view, sent, faults);
        }

        if (!await store.CountAsync(code, answer))
        {
            return Lost(view, sent);
        }

        var cookies = request.HttpContext.Response.Cookies;
        cookies.Delete(CookieName, Cookie(view.Address));
        if (view.IsOpen)
        {
            cookies.Append(AnsweredCookie, "ja", Cookie(view.Address));
        }

        return Answering.SeeOther(request, "/enkat/tack");
    }

    /// <summary>Says nothing about whose answer it was: anybody may read it.</summary>
    [Function(nameof(SurveyThanks))]
    public static IResult SurveyThanks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "enkat/tack")] HttpRequest request) =>
        Message(StatusCodes.Status200OK, SurveyTexts.ThanksTitle, SurveyTexts.ThanksBody, SurveyTexts.ThanksClose);

    private async Task<SurveyCode?> CodeOfAsync(SurveyView view, HttpRequest request, CancellationToken cancellation) =>
        request.Cookies[CookieName] is { } secret ? await codes.FindAsync(view.Id, secret, cancellation) : null;

    /// <summary>Until the browser closes: on a shared machine nothing is left of it.</summary>
    private CookieOptions Cookie(string path) => new() { HttpOnly = true, Secure = site.IsSecure, SameSite = SameSiteMode.Lax, Path = path };

    private static IResult Start(SurveyView view, HttpRequest request, Faults faults) => Answering.Page<SurveyStartPage, SurveyStartView>(
        new SurveyStartView(view, faults, AnsweredHere: view.IsOpen && request.Cookies.ContainsKey(AnsweredCookie)),
        faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Questions(SurveyView view, IFormCollection? sent, Faults faults) => Answering.Page<SurveyPage, SurveyQuestionsView>(
        new SurveyQuestionsView(view, faults, sent), faults.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Closed(SurveyView view) =>
        Message(StatusCodes.Status410Gone, SurveyTexts.ClosedTitle, Text.With(SurveyTexts.ClosedBody, Model.Figures.Swedish.LongDate(view.Plan.Closes.Date)));

    /// <summary>The browser may only have lost its cookie: what was typed is shown, and the same page loaded again with the cookie back sends it.</summary>
    private static IResult Lost(SurveyView view, IFormCollection sent) => SentSurvey.Typed(sent, view) is { Count: > 0 } typed
        ? Answering.Page<SurveyLostPage, SurveyLostView>(new SurveyLostView(typed), StatusCodes.Status409Conflict)
        : Gone(StatusCodes.Status409Conflict);

    /// <summary>Spent, wrong, or no cookie: nothing is kept that could tell them apart.</summary>
    private static IResult Gone(int status) => Message(status, SurveyTexts.GoneTitle, SurveyTexts.GoneAnswered, SurveyTexts.GoneOtherwise);

    private static IResult Message(int status, string heading, params string[] paragraphs) =>
        Answering.Page<ErrorPage, ErrorView>(new ErrorView(heading, paragraphs), status);
}
