using System.Text.Json.Nodes;

namespace Arshjulet.Local.Mailbox;

/// <summary>A mail that the app sent.</summary>
internal sealed record SentMail(
    string Id, string Sender, DateTimeOffset SentAt, string Subject, IReadOnlyList<string> To, MailBody Body, string InternetMessageId, JsonObject Message)
{
    private static readonly string[] _recipients = ["toRecipients", "ccRecipients", "bccRecipients"];

    /// <summary>Its attachments, in the order in which they were attached.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; } =
    [
        .. (Message["attachments"] as JsonArray ?? []).OfType<JsonObject>().Select(one => new MailAttachment(
            Text(one, "name") ?? "bilaga", Text(one, "contentType") ?? "application/octet-stream", Convert.FromBase64String(Text(one, "contentBytes") ?? ""))
        {
            Size = one["size"]?.GetValue<int>(),
        }),
    ];

    /// <summary>The message with the size of each file in place of what it holds.</summary>
    public static JsonObject WithoutContents(JsonObject message)
    {
        var letter = message.DeepClone().AsObject();
        foreach (var one in (letter["attachments"] as JsonArray ?? []).OfType<JsonObject>())
        {
            one["size"] = Convert.FromBase64String(Text(one, "contentBytes") ?? "").Length;
            one.Remove("contentBytes");
        }

        return letter;
    }

    /// <exception cref="GraphFaultException">The message is not one that Graph takes.</exception>
    public static SentMail Read(string id, string sender, DateTimeOffset sentAt, JsonObject message)
    {
        try
        {
            var to = _recipients.SelectMany(kind => message[kind] as JsonArray ?? [])
                .Select(recipient => Text(recipient?["emailAddress"] as JsonObject, "address"))
                .OfType<string>().ToArray();
            if (to.Length == 0)
            {
                throw new GraphFaultException(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
            }

            var body = message["body"] as JsonObject;
            return new SentMail(
                id,
                sender,
                sentAt,
                Text(message, "subject") ?? "",
                to,
                new MailBody(string.Equals(Text(body, "contentType"), "html", StringComparison.OrdinalIgnoreCase), Text(body, "content") ?? ""),
                Text(message, "internetMessageId") ?? $"<{id}@local>",
                message);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException)
        {
            throw new GraphFaultException(400, "ErrorInvalidRequest", fault.Message);
        }
    }

    private static string? Text(JsonObject? from, string name) => from?[name]?.GetValue<string>();
}

internal sealed record MailBody(bool IsHtml, string Content);

internal sealed record MailAttachment(string Name, string ContentType, byte[] Content)
{
    /// <summary>In bytes, where the content was left out.</summary>
    public int? Size { get; init; }
}
