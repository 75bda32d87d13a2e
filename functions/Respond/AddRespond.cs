using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Respond;

public static class RespondRegistration
{
    /// <summary>How respondents get in: personal links, lost links, colleagues' links, and the start page.</summary>
    public static FunctionsApplicationBuilder AddRespond(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Forwarding>().AddSingleton<LinkMailing>().AddSingleton<LinkComposing>();
        builder.Services.AddSingleton<IMailComposer, ForwardComposer>().AddSingleton<IMailComposer, NewLinkComposer>();
        builder.Services.AddSingleton<IMailComposer, LostLinkComposer>();
        return builder;
    }
}
