using System.ComponentModel.DataAnnotations;
using Arshjulet.Model.Mail;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// How fast mail is sent (settings <c>Mail:…</c>). The defaults are what one mailbox takes: Exchange Online sends 30 messages a minute
/// (learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits), and Graph lets an app
/// have four requests to a mailbox at once (learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
/// </summary>
public sealed record MailOptions
{
    [Range(1, 1000, ErrorMessage = "Mail:PerMinute, messages a minute, must be between 1 and 1000.")]
    public int PerMinute { get; init; } = 30;

    [Range(1, 100, ErrorMessage = "Mail:AtOnce, messages sent at the same time, must be between 1 and 100.")]
    public int AtOnce { get; init; } = 4;

    public MailPace Pace => new(PerMinute);

    /// <exception cref="ContentException">A setting is no number, or out of range.</exception>
    internal static MailOptions Read(IConfiguration settings)
    {
        try
        {
            var options = settings.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
            return options;
        }
        catch (Exception e) when (e is ValidationException or InvalidOperationException)
        {
            throw new ContentException("settings", null, e.Message);
        }
    }
}
