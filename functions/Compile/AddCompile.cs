using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Functions.Compile;

public static class CompileRegistration
{
    /// <summary>Compiling: snapshots, figures and their reconciliation, documents, versions.</summary>
    public static FunctionsApplicationBuilder AddCompile(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CompilationStore>().AddSingleton<HistoryStore>();
        builder.Services.AddSingleton<Snapshots>().AddSingleton<ReportInputs>();
        return builder;
    }
}
