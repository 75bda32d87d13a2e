using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Access;

public static class AccessRegistration
{
    /// <summary>Links, sessions, the office's sign-in and the audit log.</summary>
    public static FunctionsApplicationBuilder AddAccess(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Links>().AddSingleton<Colleagues>().AddSingleton<ContactBook>().AddSingleton<Allowance>().AddSingleton<Respondents>().AddSingleton<AuditLog>();
        return builder;
    }
}
