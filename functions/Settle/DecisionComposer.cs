using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Settle;

/// <summary>
/// The mail that sends the decision to a recipient: what was decided, by whom and when, with the Word files of the decided version attached.
/// </summary>
public sealed class DecisionComposer(CityContent city, YearStore years, CompilationStore compilations, Blobs blobs, MailRendering rendering) : IMailComposer
{
    public static readonly MailKind<AboutBody> Decision = new("beslut");

    public string Kind => Decision.Name;

    public async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var content = city.Year(mail.Year);
        var state = await years.ReadAsync(mail.Year, cancellation);
        var decided = Meetings.DecidedVersion(state.Meetings) ?? throw new InvalidOperationException($"{mail.Year} has no decision to send.");
        var version = await compilations.ReadAsync(mail.Year, decided, cancellation);
        var subject = Text.With(SettleTexts.MailSubject, content.Plan.Title);
        var html = await rendering.RenderAsync<DecisionMail, DecisionMailView>(new DecisionMailView
        {
            Subject = subject,
            Content = content,
            State = state,
            Body = city.Body(Decision.AboutOf(mail).Body),
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
