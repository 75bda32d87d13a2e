using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Settle;

public static class SettleRegistration
{
    /// <summary>The decisions of KSAU, KS and KF, sending out the decision, closing the year, and follow-ups promised for later years.</summary>
    public static FunctionsApplicationBuilder AddSettle(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMailComposer, DecisionComposer>().AddSingleton<WakeParts>();
        return builder;
    }
}
