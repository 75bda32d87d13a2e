using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Submit;

public static class SubmitRegistration
{
    /// <summary>Checking and submitting a form, its receipt and its versions.</summary>
    public static FunctionsApplicationBuilder AddSubmit(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubmissionStore>().AddSingleton<SubmitStep>().AddSingleton<HintFinding>();
        builder.Services.AddSingleton<ReceiptCopies>().AddSingleton<IMailComposer, ReceiptComposer>();
        return builder;
    }
}
