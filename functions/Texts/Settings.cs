using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.Texts;

/// <summary>Reads settings into a record that says what it takes: once, when the app starts.</summary>
internal static class Settings
{
    /// <summary>The settings of a record, checked by its attributes and its own <see cref="IValidatableObject"/>.</summary>
    /// <param name="configuration">All settings; the record's properties say their names.</param>
    /// <exception cref="ContentException">A setting is missing, of the wrong kind or out of range: the message names it.</exception>
    public static T Read<T>(this IConfiguration configuration) where T : class, new()
    {
        try
        {
            var options = configuration.Get<T>() ?? new T();
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
            return options;
        }
        catch (Exception e) when (e is ValidationException or InvalidOperationException)
        {
            throw new ContentException("settings", null, e.Message);
        }
    }
}
