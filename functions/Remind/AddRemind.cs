using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Remind;

public static class RemindRegistration
{
    /// <summary>Who is missing, and one digest a person.</summary>
    public static FunctionsApplicationBuilder AddRemind(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Missing>().AddSingleton<IMailComposer, ReminderComposer>();
        return builder;
    }
}
