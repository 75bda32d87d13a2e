using Arshjulet.Local.Hosting;
using Arshjulet.Local.Lokalt;
using Arshjulet.Local.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Local.Http;

/// <summary>The way of a request: known host, no fault unanswered, who is signed in, then a function or one of the host's own pages.</summary>
internal static class HttpFront
{
    public static void Map(WebApplication web, LocalSetup setup)
    {
        web.Use(LoopbackHost.RefuseOthersAsync);
        web.Use(FaultPages.AnswerAsync);
        web.Use(SamePage.RefuseOthersAsync);
        web.Use(web.Services.GetRequiredService<SignIn>().TellAsync);
        var pipeline = web.Services.GetRequiredService<FunctionPipeline>();
        foreach (var function in setup.Functions)
        {
            if (function.Trigger is HttpTriggerAttribute trigger)
            {
                HttpFunctions.Map(web, pipeline, function, trigger, setup.HostFile.RoutePrefix);
            }
        }

        GraphEndpoints.Map(web, web.Services.GetRequiredService<MailStore>());
        LokaltEndpoints.Map(web);
        web.MapFallback(context => FaultPages.WriteAsync(context, StatusCodes.Status404NotFound));
    }
}
