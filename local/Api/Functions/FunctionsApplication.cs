using Arshjulet.Local.Hosting;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The way in to a Functions app's host.</summary>
public class FunctionsApplication
{
    public FunctionsApplication()
    {
    }

    /// <summary>
    /// Settings, storage and port stand when this returns. What stops the start (port taken, data directory in use) ends the process
    /// with exit code 1 and one sentence.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(LocalSetup.For(args));
}

/// <summary>Builds the host that runs the app's functions.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly LocalSetup _setup;

    internal FunctionsApplicationBuilder(LocalSetup setup) => _setup = setup;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_setup.Web).Properties;

    public ConfigurationManager Configuration => _setup.Web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHostEnvironment Environment => _setup.Web.Environment;

    public ILoggingBuilder Logging => _setup.Web.Logging;

    public IMetricsBuilder Metrics => _setup.Web.Metrics;

    public IServiceCollection Services => _setup.Web.Services;

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_setup.Web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _setup.Middleware.Add(middleware);
        return this;
    }

    public IHost Build() => _setup.Build();
}

/// <summary>ASP.NET Core integration. The local host always has it.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
