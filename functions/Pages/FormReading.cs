using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Arshjulet.Functions.Pages;

/// <summary>Reads posted forms.</summary>
public static class FormReading
{
    /// <summary>The largest request body, the same as the server's own default.</summary>
    private const int MaxBodyBytes = 30_000_000;

    /// <summary>The most characters in one field: the framework's default, checked here because the framework reports it as a broken form.</summary>
    private const int MaxFieldLength = 4_194_304;

    /// <summary>The framework's default of 1,024 fields is too few for a protocol of 29 services in one body with five fields per criterion.</summary>
    private static readonly FormOptions Options = new() { ValueCountLimit = 10_000, ValueLengthLimit = MaxBodyBytes };

    /// <summary>Reads the posted form.</summary>
    /// <exception cref="BadHttpRequestException">The request is not a form, or is broken or too large.</exception>
    public static async Task<IFormCollection> FormAsync(this HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
                && request.HttpContext.Features.Get<IFormFeature>()?.Form is null)
            {
                request.Body = await WithoutNullsAsync(request.Body, cancellation);
            }

            var form = request.HasFormContentType
                ? await request.ReadFormAsync(Options, cancellation)
                : throw new BadHttpRequestException($"Not a form: {request.ContentType}.");
            return form.Any(f => f.Value.Any(v => v?.Length > MaxFieldLength)) ? throw TooLarge() : form;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or IOException and not BadHttpRequestException)
        {
            // The framework throws these for a broken form and for one that was cut off.
            throw new BadHttpRequestException(e.Message, e);
        }
    }

    /// <summary>
    /// Removes null characters from a form. They come along invisibly when text is pasted from other programs, and the framework rejects the whole
    /// form for one of them: without scripts, everything that was typed would be lost.
    /// </summary>
    private static async Task<MemoryStream> WithoutNullsAsync(Stream body, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        var buffer = new byte[65_536];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            await kept.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (kept.Length > MaxBodyBytes)
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

    /// <summary>The trimmed text of a field; empty if it was not sent.</summary>
    public static string TextOf(this IFormCollection form, string field) => form[field].ToString().Trim();

    /// <summary>A date in the format that date fields send (2024-09-04), or null.</summary>
    public static DateOnly? DateOf(this IFormCollection form, string field) =>
        DateOnly.TryParseExact(form.TextOf(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
