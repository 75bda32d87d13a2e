using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Arshjulet.Local.Hosting;

/// <summary>A function found in the app: its name, its method and what starts it.</summary>
internal sealed record FunctionEntry(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    public LocalFunctionDefinition Definition { get; } = new(Name, Method);

    /// <summary>
    /// Whether a parameter of the method is the one that carries the trigger. By its place: when two hosts of one process start at the same time,
    /// reflection may give each its own object for the same parameter, and keep the other's.
    /// </summary>
    public bool IsTrigger(ParameterInfo parameter) => parameter.Position == TriggerParameter.Position;

    /// <exception cref="StartRefusedException">Two functions have one name, or one has no trigger.</exception>
    public static IReadOnlyList<FunctionEntry> ReadAll(Assembly assembly, Func<Type, bool>? only)
    {
        var functions = assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsGenericTypeDefinition: false } && type.IsVisible && (only?.Invoke(type) ?? true))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => (method, function: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.function is not null)
            .Select(found => Read(found.function!.Name, found.method))
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .ToArray();
        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? functions
            : throw new StartRefusedException($"Two functions are named '{twice.Key}': {string.Join(" and ", twice.Select(f => f.Definition.EntryPoint))}.");
    }

    private static FunctionEntry Read(string name, MethodInfo method)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (parameter, trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(found => found.trigger is not null)
            .ToArray();
        return triggers is [var (parameter, trigger)]
            ? new FunctionEntry(name, method, parameter, trigger!)
            : throw new StartRefusedException($"Function '{name}' must have one trigger; it has {triggers.Length}.");
    }
}
