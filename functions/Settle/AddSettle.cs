using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Settle;

public static class SettleRegistration
{
    /// <summary>KSAU, KS and KF decide; sending out; closing; promises for later years.</summary>
    public static FunctionsApplicationBuilder AddSettle(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMailComposer, DecisionComposer>().AddSingleton<WakeParts>();
        return builder;
    }
}
