using Arshjulet.Functions.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>A file that is attached to a mail.</summary>
public sealed record MailAttachment(string Name, string ContentType, byte[] Content);

/// <summary>
/// A mail's content. <paramref name="To"/> is set only if the recipient is not one of the city's contacts; it is not kept after sending.
/// </summary>
public sealed record ComposedMail(string Subject, string Html, IReadOnlyList<MailAttachment> Attachments, string? To = null);

/// <summary>Composes one kind of mail. Each composer belongs to the step that sends its mail.</summary>
public interface IMailComposer
{
    /// <summary>The kind that it composes: <see cref="OutboxMail.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>Composes the mail from the current state; null if there is no longer anything to send.</summary>
    Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation);
}

/// <summary>Renders a mail's Razor component to HTML, with every value encoded.</summary>
public sealed class MailRendering(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<string> RenderAsync<TPage, TView>(TView view) where TPage : ViewPage<TView> where TView : notnull
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ViewPage<>.View)] = view });
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
    }
}
