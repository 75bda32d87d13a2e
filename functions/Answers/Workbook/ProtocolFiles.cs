using Arshjulet.Documents.Protocols;
using Arshjulet.Functions.Answers.Files;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers.Workbook;

/// <summary>The Excel files of a test protocol: the template to download, and the filled-in file that is uploaded.</summary>
public sealed class ProtocolFiles(CityContent city)
{
    /// <summary>The template, filled in with the saved answers.</summary>
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

    /// <summary>Reads an uploaded file. If it can't be read, returns null and adds the reason to the view's errors.</summary>
    public static async Task<ReadProtocol?> ReadAsync(IFormCollection sent, ProtocolView view, CancellationToken cancellation)
    {
        var (read, wrong) = await ReadFileAsync(sent.Files.GetFile("fil"), view, cancellation);
        if (wrong is not null)
        {
            view.Faults.Add("fil", wrong);
        }

        return read;
    }

    private static async Task<(ReadProtocol? Read, string? Wrong)> ReadFileAsync(IFormFile? file, ProtocolView view, CancellationToken cancellation)
    {
        if (file is null or { Length: 0 })
        {
            return (null, ProtocolTexts.Missing);
        }

        var name = AttachmentName.Sanitize(file.FileName);
        if (file.Length > AttachmentStep.MaxBytes)
        {
            return (null, Text.With(ProtocolTexts.TooLarge, name, Swedish.Number(AttachmentStep.MaxBytes / 1_000_000)));
        }

        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancellation);
        var content = memory.ToArray();
        if (FileKind.Excel.FaultOf(file.FileName, content) is { } fault)
        {
            return (null, Text.With(fault switch
            {
                FileFault.Protected => PageTexts.FileProtected,
                FileFault.Damaged => ProtocolTexts.NotReadable,
                _ => ProtocolTexts.WrongKind,
            }, name));
        }

        return ProtocolReading.Read(content, view.Year, view.Form, view.Bodies) switch
        {
            null => (null, Text.With(ProtocolTexts.NotReadable, name)),
            { IsTemplate: false } => (null, Text.With(ProtocolTexts.NotTheTemplate, name)),
            var read => (read, null),
        };
    }
}
