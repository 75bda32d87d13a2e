using System.Net.Sockets;
using System.Text;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Http;

/// <summary>Turns a fault that the app has made no page of into a plain Swedish page without details.</summary>
internal static class FaultPages
{
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            var status = StatusOf(fault);
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Arshjulet.Local.Http");
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                var reason = fault.GetBaseException().Message;
                log.LogWarning("{Method} {Path}: storage does not answer ({Fault})", context.Request.Method, context.Request.Path, reason);
            }
            else if (status >= StatusCodes.Status500InternalServerError)
            {
                log.LogError(fault, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            }

            context.Response.Clear();
            await WriteAsync(context, status);
        }
    }

    public static Task WriteAsync(HttpContext context, int status)
    {
        var (title, text) = status switch
        {
            400 => ("Felaktig adress", "Adressen eller det som skickades går inte att läsa. Kontrollera länken."),
            404 => ("Sidan finns inte", "Det finns ingen sida på den här adressen. Kontrollera länken."),
            413 => ("För stort", "Det som skickades är för stort, högst 30 MB tas emot."),
            503 => ("Tillfälligt ur funktion", "Lagringen svarar inte just nu. Inget du har sparat tidigare har gått förlorat. Försök igen om en liten stund."),
            _ => ("Något gick fel", "Ett fel uppstod hos oss. Det som redan var sparat finns kvar. Försök igen, eller kontakta oss om felet återkommer."),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>{title}</title></head>" +
            $"<body><main><h1>{title}</h1><p>{text}</p></main></body></html>",
            Encoding.UTF8);
    }

    /// <summary>Whether storage failed: it gave no response, or a server error.</summary>
    public static bool IsStorageOutage(Exception fault) => fault switch
    {
        RequestFailedException { Status: 0 or >= 500 } => true,
        SocketException => true,
        AggregateException many => many.InnerExceptions.Count > 0 && many.InnerExceptions.All(IsStorageOutage),
        { InnerException: { } inner } => IsStorageOutage(inner),
        _ => false,
    };

    private static int StatusOf(Exception fault) => fault is BadHttpRequestException bad ? bad.StatusCode
        : IsStorageOutage(fault) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
}
