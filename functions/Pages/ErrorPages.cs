using System.Diagnostics;
using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Pages;

/// <summary>The only place that turns exceptions into pages. Details go to the log and are never shown on a page.</summary>
public sealed class ErrorPages(ILogger<ErrorPages> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            context.GetInvocationResult().Value = PageFor(e is AggregateException { InnerException: { } inner } ? inner : e, http);
        }
    }

    internal IResult PageFor(Exception e, HttpContext http)
    {
        switch (e)
        {
            case NotFoundException:
                return Page(404, PageTexts.NotFoundTitle, PageTexts.NotFoundBody);
            case DeniedException:
                log.LogWarning("Denied: {What}", e.Message);
                return Page(403, PageTexts.DeniedTitle, PageTexts.DeniedBody);
            case SignInException when http.Request.Path.StartsWithSegments("/kansli"):
                return Results.Redirect($"/.auth/login/aad?post_login_redirect_uri={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
            case SignInException:
                return Page(401, PageTexts.SignInTitle, PageTexts.SignInBody);
            case YearClosedException:
                return Page(409, PageTexts.ClosedTitle, PageTexts.ClosedBody);
            case CrossSiteException:
                return Page(403, PageTexts.CrossSiteTitle, PageTexts.CrossSiteBody);
            case BadHttpRequestException { StatusCode: 413 }:
                return Page(413, PageTexts.TooLargeTitle, PageTexts.TooLargeBody);
            case BadHttpRequestException:
                log.LogWarning(e, "A form that can't be read");
                return Page(400, PageTexts.BadFormTitle, PageTexts.BadFormBody);
            case RequestFailedException { Status: 0 or >= 500 } or ServiceBusException or HttpRequestException or TaskCanceledException:
                log.LogError(e, "Storage or the queue does not answer");
                http.Response.Headers.RetryAfter = "30";
                return Page(503, PageTexts.UnavailableTitle, PageTexts.UnavailableBody);
            default:
                var code = Activity.Current?.TraceId.ToHexString()[..8] ?? http.TraceIdentifier;
                log.LogError(e, "Failed, code {Code}", code);
                return Page(500, PageTexts.FailedTitle, Text.With(PageTexts.FailedBody, code));
        }
    }

    private static IResult Page(int status, string heading, params string[] paragraphs) =>
        PageResults.Page<MessagePage, MessageView>(new MessageView(heading, paragraphs), status);
}
