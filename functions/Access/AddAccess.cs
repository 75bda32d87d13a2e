using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Access;

public static class AccessRegistration
{
    /// <summary>Links, sessions and the office's sign-in, without which the app does not start.</summary>
    public static FunctionsApplicationBuilder AddAccess(this FunctionsApplicationBuilder builder)
    {
        builder.Configuration.Read<SignInOptions>();
        builder.Services.AddSingleton<Links>().AddSingleton<LinkSecrets>().AddSingleton<LinkPresence>().AddSingleton<Respondents>();
        builder.Services.AddSingleton<Colleagues>().AddSingleton<ContactBook>().AddSingleton<Allowance>();
        return builder;
    }
}
