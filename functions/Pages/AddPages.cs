using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Functions.Pages;

public static class PagesRegistration
{
    /// <summary>Server-rendered pages, and what stands around every one: safety and error pages.</summary>
    public static FunctionsApplicationBuilder AddPages(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.UseMiddleware<ErrorPages>();
        builder.UseMiddleware<Safety>();
        return builder;
    }
}
