using Arshjulet.Documents;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Compiling;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Compile;

/// <summary>The steps of a compilation. Each reads the version's own snapshot, so that later submissions only affect later versions.</summary>
public sealed class CompileActivities(Snapshots snapshots, ReportInputs inputs, Blobs blobs, CompilationStore compilations, ILogger<CompileActivities> log)
{
    [Function(nameof(TakeSnapshot))]
    public Task TakeSnapshot([ActivityTrigger] CompileId input, CancellationToken cancellation) => snapshots.TakeAsync(input, cancellation);

    /// <summary>Computes the figures and reconciles them with the submissions by an independent calculation.</summary>
    /// <exception cref="CompileException">The two don't agree, or a text refers to a figure that does not exist.</exception>
    [Function(nameof(CheckFigures))]
    public async Task CheckFigures([ActivityTrigger] CompileId input, CancellationToken cancellation)
    {
        var snapshot = await snapshots.ReadAsync(input, cancellation);
        var compilation = Compiler.Compile(snapshot.Input);
        var found = Reconciliation.Check(snapshot.Input, compilation);
        if (found.Count > 0)
        {
            log.LogError("{Year} v{Version} does not reconcile: {Found}", input.Year, input.Version, string.Join("; ", found));
            throw new CompileException(CompileTexts.NotReconciled);
        }

        ReportInputs.Create(snapshot, compilation);
    }

    /// <summary>Every document that the version has. The snapshot says which, so that a deploy in the middle of a compile changes none of it.</summary>
    [Function(nameof(ListDocuments))]
    public async Task<ReportDocumentId[]> ListDocuments([ActivityTrigger] CompileId input, CancellationToken cancellation) =>
        [.. ReportDocuments.Of(await inputs.ReadAsync(input).WaitAsync(cancellation))];

    /// <summary>Writes one document and returns its blob's name.</summary>
    [Function(nameof(WriteDocument))]
    public async Task<string> WriteDocument([ActivityTrigger] CompileDocument input, CancellationToken cancellation)
    {
        var from = await inputs.ReadAsync(input.Compile).WaitAsync(cancellation);
        var file = ReportDocuments.Create(input.Document, from);
        var name = $"{input.Compile.Year}/v{input.Compile.Version}/{file.Name}";
        await blobs.Reports.GetBlobClient(name).UploadAsync(
            new BinaryData(file.Content), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType } }, cancellation);
        return name;
    }

    [Function(nameof(Publish))]
    public async Task Publish([ActivityTrigger] CompileFiles input, CancellationToken cancellation)
    {
        var version = await compilations.ReadAsync(input.Compile.Year, input.Compile.Version, cancellation);
        var compilation = (await inputs.ReadAsync(input.Compile).WaitAsync(cancellation)).Compilation;
        await compilations.UpdateAsync(
            version with
            {
                State = CompileState.Published,
                Files = input.Files,
                Fingerprint = compilation.Fingerprint,
                Complete = compilation.Returns.Count(r => r.State == ReturnState.Complete),
                Asked = compilation.Returns.Count,
            },
            cancellation);
    }

    [Function(nameof(Fail))]
    public async Task Fail([ActivityTrigger] CompileFailure input, CancellationToken cancellation)
    {
        var version = await compilations.ReadAsync(input.Compile.Year, input.Compile.Version, cancellation);
        await compilations.UpdateAsync(version with { State = CompileState.Failed, Reason = input.Reason ?? CompileTexts.FailedUnexpectedly }, cancellation);
    }
}
