using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Arshjulet.Local.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Lokalt;

/// <summary>The mail that was sent, as a person reads it and as a program does.</summary>
internal static partial class InboxEndpoints
{
    /// <summary>A mail may style itself and open links in the whole window; it runs nothing and fetches nothing.</summary>
    private const string LetterPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/inkorg", async (HttpContext http, MailStore store, string? till) => LokaltEndpoints.Page<InboxPage>(
            http, new { Mail = (IReadOnlyList<object>)await store.ListAsync(till, http.RequestAborted), To = till }));
        pages.MapGet("/inkorg.json", LettersAsync);
        pages.MapGet("/inkorg/rader.json", async (HttpContext http, MailStore store, string? till) => Results.Json(
            (await store.ListAsync(till, http.RequestAborted)).Select(line => new
            {
                id = line.Id,
                to = line.To,
                subject = line.Subject,
                sentAt = line.SentAt,
                internetMessageId = line.InternetMessageId,
            })));
        pages.MapGet("/inkorg/{id}", async (HttpContext http, MailStore store, string id) => await store.FindAsync(id, http.RequestAborted) is { } mail
            ? LokaltEndpoints.Page<MailPage>(http, new { Mail = (object)mail })
            : await LokaltEndpoints.NotFoundAsync(http));
        pages.MapGet("/inkorg/{id}/brev", LetterAsync);
        pages.MapGet("/inkorg/{id}/bilaga/{number:int}", AttachmentAsync);
        pages.MapPost("/inkorg/fel", async (HttpContext http, MailStore store) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            store.FailNext(Number(form["antal"].ToString(), 1), Number(form["status"].ToString(), 503));
            return Results.NoContent();
        });
    }

    private static async Task<IResult> LettersAsync(HttpContext http, MailStore store, string? till)
    {
        var mails = new List<object>();
        foreach (var line in await store.ListAsync(till, http.RequestAborted))
        {
            if (await store.ReadLetterAsync(line, http.RequestAborted) is not { } mail)
            {
                continue;
            }

            mails.Add(new
            {
                id = mail.Id,
                from = mail.Sender,
                to = mail.To,
                subject = mail.Subject,
                sentAt = mail.SentAt,
                internetMessageId = mail.InternetMessageId,
                html = mail.Body.IsHtml ? mail.Body.Content : null,
                text = mail.Body.IsHtml ? PlainText(mail.Body.Content) : mail.Body.Content,
                attachments = mail.Attachments.Select((attachment, i) => new
                {
                    name = attachment.Name,
                    contentType = attachment.ContentType,
                    size = attachment.Size ?? attachment.Content.Length,
                    href = string.Create(CultureInfo.InvariantCulture, $"/lokalt/inkorg/{mail.Id}/bilaga/{i}"),
                }),
            });
        }

        return Results.Json(mails);
    }

    private static async Task<IResult> LetterAsync(HttpContext http, MailStore store, string id)
    {
        if (await store.FindAsync(id, http.RequestAborted) is not { Body.IsHtml: true } mail)
        {
            return await LokaltEndpoints.NotFoundAsync(http);
        }

        http.Response.Headers.ContentSecurityPolicy = LetterPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Content("<!doctype html><base target=\"_top\">" + mail.Body.Content, "text/html; charset=utf-8");
    }

    private static async Task<IResult> AttachmentAsync(HttpContext http, MailStore store, string id, int number)
    {
        if ((await store.FindAsync(id, http.RequestAborted))?.Attachments.ElementAtOrDefault(number) is not { } attachment)
        {
            return await LokaltEndpoints.NotFoundAsync(http);
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(attachment.Content, attachment.ContentType, attachment.Name);
    }

    private static int Number(string text, int otherwise) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string PlainText(string html) => WebUtility.HtmlDecode(
        Tag().Replace(Break().Replace(Unseen().Replace(html, ""), "\n"), "")).Trim();

    [GeneratedRegex("<(style|head|script)\\b.*?</\\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<br\\s*/?>|</(p|div|h[1-6]|li|tr)>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
