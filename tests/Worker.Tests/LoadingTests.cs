using System.Reflection;
using System.Text.Json;
using Arshjulet.Functions.Years;
using Arshjulet.Local.Worker;
using Arshjulet.Worker.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>Every function of the app is loaded by Azure's host, with the routes and bindings that the local host reads.</summary>
[Collection<SideBySide>]
public sealed class LoadingTests(TwoHosts hosts)
{
    [Fact]
    public void When_the_app_is_started_then_every_function_in_it_is_loaded()
    {
        var declared = typeof(YearStore).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(declared);
        Assert.Equal(declared, hosts.Azure.Worker.Functions.Select(function => function.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void When_the_app_is_started_then_its_functions_have_the_routes_methods_and_bindings_that_the_local_host_reads() =>
        Assert.Equal(Described(hosts.Local.Functions), Described(hosts.Azure.Worker.Functions));

    private static IEnumerable<string> Described(IEnumerable<LoadedFunction> functions) => functions.OrderBy(function => function.Name, StringComparer.Ordinal)
        .Select(f => JsonSerializer.Serialize(new { f.Name, f.Id, f.TriggerType, f.TriggerParameter, f.Trigger, f.DurableClients, Retry = $"{f.Retry}" }));
}
