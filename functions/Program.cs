using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Decide;
using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Remind;
using Arshjulet.Functions.Settle;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Timeline;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();

    // The steps of the year, in order.
    builder.AddDecide();
    builder.AddDistribute();
    builder.AddCollect();
    builder.AddSurvey();
    builder.AddRemind();
    builder.AddCompile();
    builder.AddSettle();

    // The timeline, which runs them.
    builder.AddTimeline();

    // What serves them; each uses only what comes after it.
    builder.AddMail();
    builder.AddAccess();
    builder.AddPages();
    builder.AddCity();
    builder.AddStorage();

    // A host that moves its own clock has put one there already.
    builder.Services.TryAddSingleton(TimeProvider.System);

    builder.Build().Run();
    return 0;
}
catch (ContentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
