using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Survey;

public static class SurveyRegistration
{
    /// <summary>The managers' anonymous survey: codes, answers that are only kept as sums, and results without small groups.</summary>
    public static FunctionsApplicationBuilder AddSurvey(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SurveyStore>().AddSingleton<SurveyCodes>().AddSingleton<SurveyInvitations>();
        builder.Services.AddSingleton<SurveyOpenLinks>().AddSingleton<SurveyTimestamps>();
        builder.Services.AddSingleton<Surveys>().AddSingleton<SurveyCounting>().AddSingleton<IMailComposer, SurveyMailComposer>();
        return builder;
    }
}
