using System.Text.Json;

namespace Arshjulet.Functions.Mail;

/// <summary>A kind of mail and the type of its payload, which both the code that queues a mail and its composer use.</summary>
/// <typeparam name="TAbout">A record of ids. What they refer to is read when the mail is composed.</typeparam>
/// <param name="Name">The stored name, e.g. <c>inbjudan</c>.</param>
public sealed record MailKind<TAbout>(string Name) where TAbout : notnull
{
    /// <summary>Strict: a composer can't use a payload that lacks a property.</summary>
    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>Creates a mail of this kind for the outbox.</summary>
    /// <param name="year">The year whose outbox it goes to.</param>
    /// <param name="id">A business key: putting the same mail twice sends it once.</param>
    /// <param name="contact">The recipient's contact id; empty if the composer supplies the address.</param>
    /// <param name="about">What it is about.</param>
    public OutboxMail Mail(int year, string id, string contact, TAbout about) =>
        new() { Year = year, Id = id, Kind = Name, Contact = contact, About = JsonSerializer.Serialize(about, _json) };

    /// <summary>Reads the payload of a mail of this kind.</summary>
    /// <exception cref="InvalidOperationException">The mail is of another kind, or its payload can't be read.</exception>
    public TAbout AboutOf(OutboxMail mail)
    {
        try
        {
            if (mail.Kind == Name && JsonSerializer.Deserialize<TAbout>(mail.About, _json) is { } about)
            {
                return about;
            }
        }
        catch (JsonException unreadable)
        {
            throw new InvalidOperationException($"{mail.Year}/{mail.Id} does not say what it is about.", unreadable);
        }

        throw new InvalidOperationException($"{mail.Year}/{mail.Id} is no {Name} that says what it is about.");
    }
}

/// <summary>A mail about a body, by its id.</summary>
public sealed record AboutBody(string Body);
