using System.Text.Json;

namespace Arshjulet.Functions.Mail;

/// <summary>A kind of mail and the type of its payload, which both the code that queues a mail and the composer that writes it use.</summary>
/// <typeparam name="TAbout">A record of ids; what they stand for is read when the mail is written.</typeparam>
/// <param name="Name">As it is stored, e.g. <c>inbjudan</c>.</param>
public sealed record MailKind<TAbout>(string Name) where TAbout : notnull
{
    /// <summary>What lacks a part says nothing that a composer could use.</summary>
    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>A mail of this kind, to be put in the outbox.</summary>
    /// <param name="year">Whose outbox.</param>
    /// <param name="id">Business key: the same mail twice is one mail.</param>
    /// <param name="contact">Contact id of who gets it; empty where the composer knows the address.</param>
    /// <param name="about">What it is about.</param>
    public OutboxMail Mail(int year, string id, string contact, TAbout about) =>
        new() { Year = year, Id = id, Kind = Name, Contact = contact, About = JsonSerializer.Serialize(about, _json) };

    /// <summary>What a mail of this kind is about.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind, or was stored without saying.</exception>
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
