using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Arshjulet.Functions.Pages;

/// <summary>Reads what a form sent, in the few shapes the pages use.</summary>
public static class FormReading
{
    /// <summary>What a request may hold, as the server itself has it.</summary>
    private const int LongestBody = 30_000_000;

    /// <summary>Characters in one field, as the framework has it; it says of a longer one that the form is broken.</summary>
    private const int LongestValue = 4_194_304;

    /// <summary>Fields of a form; the framework's 1,024 are too few for a protocol of 29 services in one body, at five fields a criterion.</summary>
    private static readonly FormOptions Options = new() { ValueCountLimit = 10_000, ValueLengthLimit = LongestBody };

    /// <summary>The posted form. Something that is no form is an error of the sender's.</summary>
    /// <exception cref="BadHttpRequestException">Another content type than a form's, or a broken one, or too much.</exception>
    public static async Task<IFormCollection> FormAsync(this HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && request.HttpContext.Features.Get<IFormFeature>()?.Form is null)
            {
                request.Body = await WithoutNullsAsync(request.Body, cancellation);
            }

            var form = request.HasFormContentType
                ? await request.ReadFormAsync(Options, cancellation)
                : throw new BadHttpRequestException($"Not a form: {request.ContentType}.");
            return form.Any(f => f.Value.Any(v => v?.Length > LongestValue)) ? throw TooLarge() : form;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or IOException and not BadHttpRequestException)
        {
            // What the framework says of a broken form and of one that was cut off.
            throw new BadHttpRequestException(e.Message, e);
        }
    }

    /// <summary>
    /// A form with its null signs taken away. They come along from other programs when text is pasted, and nobody sees them; the framework refuses the
    /// whole form for one, and without scripts all that was typed would be gone.
    /// </summary>
    private static async Task<MemoryStream> WithoutNullsAsync(Stream body, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        var buffer = new byte[65_536];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            await kept.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (kept.Length > LongestBody)
            {
                throw TooLarge();
            }
        }

        var bytes = kept.GetBuffer();
        var end = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            bytes[end++] = bytes[i];
            if (bytes[end - 1] == 0)
            {
                end--;
            }
            else if (end >= 3 && bytes.AsSpan(end - 3, 3).SequenceEqual("%00"u8))
            {
                end -= 3;
            }
        }

        kept.SetLength(end);
        kept.Position = 0;
        return kept;
    }

    private static BadHttpRequestException TooLarge() => new("Too much in one form.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The trimmed text of a field; empty when it wasn't sent.</summary>
    public static string TextOf(this IFormCollection form, string field) => form[field].ToString().Trim();

    /// <summary>A date as the browser's date field or a person writes it (2024-09-04), or null.</summary>
    public static DateOnly? DateOf(this IFormCollection form, string field) =>
        DateOnly.TryParseExact(form.TextOf(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
