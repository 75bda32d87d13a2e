using Arshjulet.Functions.Access;
using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Remind;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Settle;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Timeline;
using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();

    // The steps of the year, each of which may use earlier ones, and the timeline that runs them.
    builder.AddDecide();
    builder.AddDistribute();
    builder.AddAnswers();
    builder.AddSubmit();
    builder.AddRespond();
    builder.AddSurvey();
    builder.AddRemind();
    builder.AddCompile();
    builder.AddSettle();
    builder.AddTimeline();

    // What the steps build on; each uses only those below it.
    builder.AddMail();
    builder.AddYears();
    builder.AddAccess();
    builder.AddAudit();
    builder.AddPages();
    builder.AddCity();
    builder.AddStorage();

    // A host with a clock of its own has registered it already.
    builder.Services.TryAddSingleton(TimeProvider.System);

    builder.Build().Run();
    return 0;
}
catch (ContentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
