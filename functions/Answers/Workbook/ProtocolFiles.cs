using Arshjulet.Documents.Protocols;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>The files of a protocol: the template that is fetched, and whatever is sent back in its place.</summary>
public sealed class ProtocolFiles(CityContent city)
{
    /// <summary>The template with what is saved.</summary>
    public IResult Template(ProtocolView view)
    {
        var file = ProtocolTemplate.Create(new ProtocolInput
        {
            Year = view.Year,
            Form = view.Form,
            Bodies = view.Bodies,
            Name = view.Name,
            Answers = view.Sheet.Values,
            Sender = $"{city.Facts.Name}, {city.Facts.Office}",
        });
        return Results.Bytes(file.Content, file.ContentType, file.Name);
    }

    /// <summary>What an uploaded file says; null when it can't be read, and the view then has the reason among its faults.</summary>
    public static async Task<ReadProtocol?> ReadAsync(IFormCollection sent, ProtocolView view, CancellationToken cancellation)
    {
        var (read, wrong) = await FileAsync(sent.Files.GetFile("fil"), view, cancellation);
        if (wrong is not null)
        {
            view.Faults.Add("fil", wrong);
        }

        return read;
    }

    private static async Task<(ReadProtocol? Read, string? Wrong)> FileAsync(IFormFile? file, ProtocolView view, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
        {
            return (null, ProtocolTexts.Missing);
        }

        var name = AttachmentName.Safe(file.FileName);
        if (file.Length > AttachmentStep.MaxBytes)
        {
            return (null, Text.With(ProtocolTexts.TooLarge, name, Swedish.Number(AttachmentStep.MaxBytes / 1_000_000)));
        }

        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        var content = memory.ToArray();
        if (!FileKind.Excel.Is(file.FileName, content))
        {
            return (null, Text.With(ProtocolTexts.WrongKind, name));
        }

        return ProtocolReading.Read(content, view.Year, view.Form, view.Bodies) switch
        {
            null => (null, Text.With(ProtocolTexts.NotReadable, name)),
            { IsTemplate: false } => (null, Text.With(ProtocolTexts.NotTheTemplate, name)),
            var read => (read, null),
        };
    }
}
