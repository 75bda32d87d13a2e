using Arshjulet.Functions.Mail;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Survey;

public static class SurveyRegistration
{
    /// <summary>The managers' anonymous survey: codes, answers that become sums, results without small groups.</summary>
    public static FunctionsApplicationBuilder AddSurvey(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SurveyStore>().AddSingleton<SurveyCodes>().AddSingleton<SurveyInvitations>().AddSingleton<SurveyOpenLinks>().AddSingleton<SurveyStamps>();
        builder.Services.AddSingleton<Surveys>().AddSingleton<SurveyCounting>().AddSingleton<IMailComposer, SurveyMailComposer>();
        return builder;
    }
}
