using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Year;

public static class YearRegistration
{
    /// <summary>The timeline of a year, and what keeps it going.</summary>
    public static FunctionsApplicationBuilder AddYear(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<YearParts>();
        return builder;
    }
}
