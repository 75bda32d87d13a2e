using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Respond;

public static class RespondRegistration
{
    /// <summary>The way in: personal links, lost ones and those of colleagues, and the start page.</summary>
    public static FunctionsApplicationBuilder AddRespond(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Forwarding>().AddSingleton<LinkMailing>().AddSingleton<LinkComposing>();
        builder.Services.AddSingleton<IMailComposer, ForwardComposer>().AddSingleton<IMailComposer, NewLinkComposer>().AddSingleton<IMailComposer, AskedLinkComposer>();
        return builder;
    }
}
