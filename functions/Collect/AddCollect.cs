using Arshjulet.Functions.Collect.Attachments;
using Arshjulet.Functions.Collect.Hints;
using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Collect;

public static class CollectRegistration
{
    /// <summary>The respondents' pages: start, answer, check, submit, receipt.</summary>
    public static FunctionsApplicationBuilder AddCollect(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubmitStep>().AddSingleton<AnswerViews>().AddSingleton<HintFinding>().AddSingleton<AttachmentStep>().AddSingleton<ReceiptCopies>().AddSingleton<IMailComposer, ReceiptComposer>();
        return builder;
    }
}
