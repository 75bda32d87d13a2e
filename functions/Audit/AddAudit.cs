using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Audit;

public static class AuditRegistration
{
    /// <summary>The audit log.</summary>
    public static FunctionsApplicationBuilder AddAudit(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AuditLog>();
        return builder;
    }
}
