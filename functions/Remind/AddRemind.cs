using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Remind;

public static class RemindRegistration
{
    /// <summary>Reminders: who is missing, and one digest per person.</summary>
    public static FunctionsApplicationBuilder AddRemind(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Missing>().AddSingleton<IMailComposer, ReminderComposer>();
        return builder;
    }
}
