using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Arshjulet.Local.Hosting;

internal sealed class LocalFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
{
    public override string Id => Name;

    public override string Name => name;

    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string PathToAssembly => method.Module.FullyQualifiedName;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = method.GetParameters()
        .Select(parameter => (parameter, binding: parameter.GetCustomAttribute<BindingAttribute>()))
        .Where(found => found.binding is TriggerBindingAttribute or InputBindingAttribute)
        .ToImmutableDictionary(
            found => found.parameter.Name!,
            BindingMetadata (found) => new LocalBinding(found.parameter.Name!, TypeOf(found.binding!), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The name in function.json: HttpTriggerAttribute is "httpTrigger".</summary>
    private static string TypeOf(BindingAttribute binding)
    {
        var type = binding.GetType().Name[..^"Attribute".Length];
        return char.ToLowerInvariant(type[0]) + type[1..];
    }

    private sealed class LocalBinding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
