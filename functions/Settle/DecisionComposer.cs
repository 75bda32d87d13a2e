using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;

namespace Arshjulet.Functions.Settle;

/// <summary>The decision as it is sent to a recipient: what was decided, by whom and when, with the report's Word files attached.</summary>
public sealed class DecisionComposer(CityContent city, YearStore years, CompilationStore compilations, Blobs blobs, MailRendering rendering) : IMailComposer
{
    public const string KindName = "beslut";

    public string Kind => KindName;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var content = city.Year(mail.Year);
        var state = await years.ReadAsync(mail.Year, cancellation);
        var version = await compilations.LatestAsync(mail.Year, cancellation) ?? throw new InvalidOperationException($"{mail.Year} has a decision and no report.");
        var subject = Text.With(SettleTexts.MailSubject, content.Plan.Title);
        var html = await rendering.RenderAsync<DecisionMail>(new Dictionary<string, object?>
        {
            ["Subject"] = subject,
            ["Content"] = content,
            ["State"] = state,
            ["Body"] = city.Body(mail.Subject),
        });
        var attachments = new List<MailAttachment>();
        foreach (var file in version.Files.Where(f => f.EndsWith(".docx", StringComparison.Ordinal)))
        {
            var (bytes, type) = await Blobs.ReadAsync(blobs.Reports, file, cancellation);
            attachments.Add(new MailAttachment(file[version.Folder.Length..], type, bytes.ToArray()));
        }

        return new ComposedMail(subject, html, attachments);
    }
}
