using Arshjulet.Local.Lokalt;
using Arshjulet.Local.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Local.Http;

/// <summary>
/// The way of a request, in front of the worker's own pipeline: a known host name, no fault without a page, who is signed in, then a function
/// or one of the host's own pages. Requests that come before the functions are loaded wait.
/// </summary>
internal sealed class HttpFront(IServiceProvider services, FunctionRoutes routes) : IStartupFilter
{
    private readonly TaskCompletionSource<RequestDelegate> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var worker = app.New();
        next(worker);
        var run = worker.Build();
        app.Run(http => AnswerAsync(http, run));
    };

    /// <summary>Lets requests in, now that the app's functions are known.</summary>
    public void Open(string routePrefix)
    {
        var site = new ApplicationBuilder(services);
        site.Use(LoopbackHost.RefuseOthersAsync);
        site.Use(FaultPages.AnswerAsync);
        site.Use(SamePage.RefuseOthersAsync);
        site.Use(services.GetRequiredService<SignIn>().TellAsync);
        site.UseRouting();
        site.UseEndpoints(endpoints =>
        {
            GraphEndpoints.Map(endpoints, services.GetRequiredService<MailStore>());
            LokaltEndpoints.Map(endpoints);
            routes.Map(endpoints, routePrefix);
            endpoints.MapFallback(http => FaultPages.WriteAsync(http, StatusCodes.Status404NotFound));
        });
        _open.SetResult(site.Build());
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate worker)
    {
        var site = await _open.Task.WaitAsync(http.RequestAborted);
        await using var scope = services.CreateAsyncScope();
        http.Features.Set(new AppPipeline(worker, http.RequestServices));
        http.RequestServices = scope.ServiceProvider;
        await site(http);
    }
}
