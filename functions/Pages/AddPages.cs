using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Functions.Pages;

public static class PagesRegistration
{
    /// <summary>Server-rendered pages, and the middleware around all of them: request safety and error pages.</summary>
    public static FunctionsApplicationBuilder AddPages(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.UseMiddleware<ErrorPages>();
        builder.UseMiddleware<RequestSafety>();
        return builder;
    }
}
