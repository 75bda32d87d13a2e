using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arshjulet.Local.Tests.Api;

/// <summary>Prints public types and members the way the signature files do.</summary>
internal static class SignatureText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    /// <summary>What a type is, without what it derives from.</summary>
    public static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return $"{kind} {type.Namespace}.{Name(type)}";
    }

    /// <summary>What a type derives from and implements, the language's own apart.</summary>
    public static IEnumerable<string> Bases(Type type)
    {
        var parent = type.BaseType is { } up && !type.IsEnum && !type.IsSubclassOf(typeof(Delegate)) && up != typeof(object) && up != typeof(ValueType) ? [up] : Type.EmptyTypes;
        return parent.Concat(type.IsEnum || type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetInterfaces())
            .Where(one => !(one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>)) && one.Name != "_Attribute")
            .Where(one => !(type.BaseType?.GetInterfaces() ?? []).Contains(one))
            .Select(Name);
    }

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"{Name(invoke.ReturnType)} Invoke({Parameters(invoke)})"];
        }

        return type.GetConstructors(Declared).Where(made => !made.IsStatic && IsVisible(made)).Select(made => $"{Access(made)}.ctor({Parameters(made)})")
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}"))
            .Concat(type.GetProperties(Declared).Select(Property).OfType<string>())
            .Concat(type.GetMethods(Declared).Where(IsOwn).Select(method => $"{Access(method)}{Modifier(method)}{Name(method.ReturnType)} {MethodName(method)}({Parameters(method)})"));
    }

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    /// <summary>Leaves out what a record or a property brings by itself, and what every object has.</summary>
    private static bool IsOwn(MethodInfo method) =>
        IsVisible(method) && (!method.IsSpecialName || method.Name == "op_Implicit")
        && method.Name is not ("ToString" or "Equals" or "GetHashCode" or "<Clone>$" or "PrintMembers" or "Finalize");

    private static string? Property(PropertyInfo property)
    {
        var (get, set) = (IsVisible(property.GetMethod) ? property.GetMethod : null, IsVisible(property.SetMethod) ? property.SetMethod : null);
        if (property.Name == "EqualityContract" || (get ?? set) is not { } shown)
        {
            return null;
        }

        var isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = $"{(get is null ? "" : "get; ")}{(set is null ? "" : isInit ? "init; " : "set; ")}";
        return $"{Access(shown)}{Modifier(shown)}{Name(property.PropertyType)} {property.Name} {{ {accessors}}}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true } when method.GetBaseDefinition().DeclaringType != method.DeclaringType => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string MethodName(MethodInfo method) => method.IsGenericMethod
        ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
        : method.Name;

    private static string Parameters(MethodBase method)
    {
        var extends = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, i) =>
            $"{(extends && i == 0 ? "this " : "")}{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{(parameter.IsOut ? "out " : "")}"
            + $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));
    }

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.RawDefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => " = default",
        null => " = null",
        bool value => value ? " = true" : " = false",
        string value => $" = \"{value}\"",
        var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Name(value)}?";
        }

        return _keywords.TryGetValue(type, out var keyword) ? keyword
            : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
