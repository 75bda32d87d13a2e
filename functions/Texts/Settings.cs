using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Texts;

/// <summary>Reads settings into a record that says what it takes: once, when the app starts.</summary>
internal static class Settings
{
    /// <summary>
    /// The settings of a record, each property by its <see cref="ConfigurationKeyNameAttribute"/>, checked by its attributes and its own
    /// <see cref="IValidatableObject"/>. The platform's binder can't read them: <c>AzureWebJobsStorage</c> is a value on one machine and a
    /// section on Azure, where it would be taken for a string with parts.
    /// </summary>
    /// <exception cref="ContentException">A setting is missing, of the wrong kind or out of range: the message names it.</exception>
    public static T Read<T>(this IConfiguration configuration) where T : class, new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties())
        {
            if (property.GetCustomAttribute<ConfigurationKeyNameAttribute>() is { Name: var name } && configuration[name] is { Length: > 0 } value)
            {
                property.SetValue(options, Converted(name, value, property.PropertyType));
            }
        }

        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? options
            : throw new ContentException("settings", null, faults[0].ErrorMessage!);
    }

    private static object? Converted(string name, string value, Type type)
    {
        var converter = TypeDescriptor.GetConverter(type);
        return converter.IsValid(value)
            ? converter.ConvertFromInvariantString(value)
            : throw new ContentException("settings", null, $"{name} can't be \"{value}\".");
    }
}
