using Arshjulet.Functions.Collect.Attachments;
using Arshjulet.Functions.Collect.Experts;
using Arshjulet.Functions.Collect.Hints;
using Arshjulet.Functions.Collect.Protocol;
using Arshjulet.Functions.Collect.Sharing;
using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Collect;

public static class CollectRegistration
{
    /// <summary>The respondents' pages: start, answer, check, submit, receipt.</summary>
    public static FunctionsApplicationBuilder AddCollect(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LoggedAnswers>().AddSingleton<SubmitStep>().AddSingleton<HintFinding>().AddSingleton<AttachmentStep>().AddSingleton<ProtocolFiles>().AddSingleton<ExpertSheets>().AddSingleton<ReceiptCopies>().AddSingleton<IMailComposer, ReceiptComposer>();
        builder.Services.AddSingleton<AnswerViews>().AddSingleton<Presence>().AddSingleton<Forwarding>().AddSingleton<LinkMailing>().AddSingleton<LinkComposing>();
        builder.Services.AddSingleton<IMailComposer, ForwardComposer>().AddSingleton<IMailComposer, NewLinkComposer>().AddSingleton<IMailComposer, AskedLinkComposer>();
        return builder;
    }
}
