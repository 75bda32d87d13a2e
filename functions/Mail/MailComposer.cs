using Arshjulet.Functions.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>A file that goes with a mail.</summary>
public sealed record MailAttachment(string Name, string ContentType, byte[] Content);

/// <summary>A mail in words. <paramref name="To"/> is set where the receiver is no contact of the city's, and is known only until it is sent.</summary>
public sealed record ComposedMail(string Subject, string Html, IReadOnlyList<MailAttachment> Attachments, string? To = null);

/// <summary>Writes one kind of mail, each in the step it belongs to.</summary>
public interface IMailComposer
{
    /// <summary>The kind it writes: <see cref="OutboxMail.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>The mail as it should read now, or null when there is no longer anything to say.</summary>
    Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation);
}

/// <summary>Renders a mail's Razor component to HTML; every value is encoded on the way.</summary>
public sealed class MailRendering(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<string> RenderAsync<TPage, TView>(TView view) where TPage : ViewPage<TView> where TView : notnull
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ViewPage<>.View)] = view });
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
    }
}
