using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Arshjulet.Local.Hosting;

/// <summary>A route value or a message property as the type that a parameter asks for.</summary>
internal static class BindingText
{
    /// <exception cref="BindingFailedException">The text is no such value.</exception>
    public static object? Convert(string function, ParameterInfo parameter, object? data)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (data is null || type.IsInstanceOfType(data))
        {
            return data;
        }

        var text = System.Convert.ToString(data, CultureInfo.InvariantCulture)!;
        if (type == typeof(string))
        {
            return text;
        }

        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            throw new BindingFailedException($"Function '{function}': '{parameter.Name}' is not a {type.Name}.", fault);
        }
    }
}

/// <summary>What came in does not fit a parameter: the caller's mistake, answered with 400.</summary>
internal sealed class BindingFailedException(string message, Exception inner) : Exception(message, inner);
