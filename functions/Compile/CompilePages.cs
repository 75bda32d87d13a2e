using System.Globalization;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Compile;

/// <summary>The page where the secretary compiles, any number of times. Each time gives a version with its files.</summary>
public sealed class CompilePages(
    CityContent city, YearStore years, AssignmentStore assignments, CompilationStore compilations, Blobs blobs, AuditLog audit, TimeProvider clock)
{
    private const string Route = "kansli/{year:int}/sammanstallningar";

    [Function("CompilePage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        int year, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var asked = await assignments.OfYearAsync(year, cancellation);
        var open = asked.Where(a => !a.Submitted).Select(a => a.Id.Body).ToHashSet();
        return PageResults.Page<CompilePage, CompileView>(new CompileView
        {
            User = user,
            Content = city.Year(year),
            State = await years.ReadAsync(year, cancellation),
            Distributed = asked.Count > 0,
            Versions = await compilations.OfYearAsync(year, cancellation),
            Missing = city.Bodies.Where(b => open.Contains(b.Id)).ToArray(),
        });
    }

    /// <summary>Starts compiling the version that the page offered. Pressing the button twice starts it once.</summary>
    [Function("StartCompile")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Analyst);
        _ = city.Year(year);
        var form = await request.FormAsync(cancellation);
        var state = await years.ReadAsync(year, cancellation);
        state.RequireRunning();

        var next = (await compilations.OfYearAsync(year, cancellation)).Count + 1;
        if (!int.TryParse(form.TextOf("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1 || version > next)
        {
            throw new BadHttpRequestException($"Version {form.TextOf("version")} is not the next of {year}.");
        }

        var id = new CompileId(year, version);
        if (await compilations.TryBeginAsync(year, version, clock.GetUtcNow(), cancellation))
        {
            await audit.AppendAsync(AuditScope.ForYear(year), user.Id, Act.CompilationStarted, $"v{version}", cancellation);
        }

        // Even if the row existed: the process may have died before starting the orchestration.
        await Starting.StartAsync(client, nameof(CompileOrchestrator), CompileVersion.InstanceIdOf(year, version), id, cancellation);
        return PageResults.SeeOther(request, $"/kansli/{year}/sammanstallningar");
    }

    [Function("ReportFile")]
    public async Task<IResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/v{version:int}/{file}")] HttpRequest request,
        int year, int version, string file, CancellationToken cancellation)
    {
        var user = OfficeSignIn.Require(request, OfficeRole.Reader);
        var compiled = await compilations.ReadAsync(year, version, cancellation);
        var name = compiled.Files.FirstOrDefault(f => f == compiled.Folder + file) ?? throw new NotFoundException($"No file {file} in {year} v{version}.");
        await audit.AppendAsync(AuditScope.ForYear(year), user.Id, Act.CompilationRead, $"v{version} {file}", cancellation);
        var (content, contentType) = await Blobs.ReadAsync(blobs.Reports, name, cancellation);
        return Results.Bytes(content.ToArray(), contentType, file);
    }
}
