using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Decide;

public static class DecideRegistration
{
    /// <summary>KS decides the reviews; instructions are uploaded.</summary>
    public static FunctionsApplicationBuilder AddDecide(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DecideStep>().AddSingleton<Instructions>();
        return builder;
    }
}
