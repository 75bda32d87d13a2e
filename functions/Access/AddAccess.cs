using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Access;

public static class AccessRegistration
{
    /// <summary>Links, sessions and the office's sign-in. On Azure, the app does not start if sign-in is off.</summary>
    public static FunctionsApplicationBuilder AddAccess(this FunctionsApplicationBuilder builder)
    {
        builder.Configuration.Read<SignInOptions>();
        builder.Services.AddSingleton<Links>().AddSingleton<LinkSecrets>().AddSingleton<LinkPresence>().AddSingleton<Respondents>();
        builder.Services.AddSingleton<Colleagues>().AddSingleton<ContactBook>().AddSingleton<RateLimit>();
        return builder;
    }
}
