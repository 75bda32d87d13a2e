using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Distribute;

public static class DistributeRegistration
{
    /// <summary>Assignments, links and invitations.</summary>
    public static FunctionsApplicationBuilder AddDistribute(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMailComposer, InvitationComposer>().AddSingleton<IMailComposer, ExpertInvitationComposer>();
        return builder;
    }
}
