using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Decide;

public static class DecideRegistration
{
    /// <summary>KS's decision on the reviews, and the instructions.</summary>
    public static FunctionsApplicationBuilder AddDecide(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecideStep>().AddSingleton<Instructions>();
        return builder;
    }
}
