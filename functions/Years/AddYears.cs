using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Years;

public static class YearsRegistration
{
    /// <summary>The years' state, and which forms each body was asked.</summary>
    public static FunctionsApplicationBuilder AddYears(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<YearStore>().AddSingleton<AssignmentStore>();
        return builder;
    }
}
