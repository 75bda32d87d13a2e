using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Timeline;

public static class TimelineRegistration
{
    /// <summary>The year's orchestrator, the parts that it starts, and the hourly repair.</summary>
    public static FunctionsApplicationBuilder AddTimeline(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<YearParts>();
        builder.Services.AddSingleton(new YearStart(nameof(YearOrchestrator)));
        return builder;
    }
}
