using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Pages;

/// <summary>Reads what a form sent, in the few shapes the pages use.</summary>
public static class FormReading
{
    /// <summary>The posted form. Something that is no form is an error of the sender's.</summary>
    /// <exception cref="BadHttpRequestException">Another content type than a form's, or a broken one.</exception>
    public static async Task<IFormCollection> FormAsync(this HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.HasFormContentType
                ? await request.ReadFormAsync(cancellation)
                : throw new BadHttpRequestException($"Not a form: {request.ContentType}.");
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or IOException and not BadHttpRequestException)
        {
            // What the framework says of a form with a null sign in it, of a broken one and of one that was cut off.
            throw new BadHttpRequestException(e.Message, e);
        }
    }

    /// <summary>The trimmed text of a field; empty when it wasn't sent.</summary>
    public static string TextOf(this IFormCollection form, string field) => form[field].ToString().Trim();

    /// <summary>A date as the browser's date field or a person writes it (2024-09-04), or null.</summary>
    public static DateOnly? DateOf(this IFormCollection form, string field) =>
        DateOnly.TryParseExact(form.TextOf(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
