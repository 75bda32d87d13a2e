using Arshjulet.Functions.Answers.Experts;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.Answers.Workbook;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Answers;

public static class AnswersRegistration
{
    /// <summary>Answering forms, alone or together with colleagues, with attachments and workbooks.</summary>
    public static FunctionsApplicationBuilder AddAnswers(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AnswerStore>().AddSingleton<AnswerViews>().AddSingleton<LoggedAnswers>().AddSingleton<Presence>();
        builder.Services.AddSingleton<AttachmentStep>().AddSingleton<ProtocolFiles>().AddSingleton<ExpertSheets>();
        return builder;
    }
}
