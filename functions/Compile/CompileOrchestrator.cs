using Arshjulet.Documents;
using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Compile;

/// <summary>
/// One version of a year's compilation (<c>compile-2024-3</c>): a snapshot, the figures reconciled against it, the documents side by side,
/// and last the row that publishes them. Whatever fails is written where the secretary sees it.
/// </summary>
public static class CompileOrchestrator
{
    [Function(nameof(CompileOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CompileId input)
    {
        try
        {
            await context.CallActivityAsync(nameof(CompileActivities.TakeSnapshot), input, Mistakes);
            await context.CallActivityAsync(nameof(CompileActivities.CheckFigures), input, Mistakes);
            var documents = await context.CallActivityAsync<ReportDocumentId[]>(nameof(CompileActivities.ListDocuments), input, Retrying.Default);
            var files = await Task.WhenAll(documents
                .Select(d => context.CallActivityAsync<string>(nameof(CompileActivities.WriteDocument), new CompileDocument(input, d), Retrying.Default))
                .ToArray());
            await context.CallActivityAsync(nameof(CompileActivities.Publish), new CompileFiles(input, files), Retrying.Default);
        }
        catch (TaskFailedException e)
        {
            var reason = e.FailureDetails.IsCausedBy<CompileException>() ? e.FailureDetails.ErrorMessage : null;
            await context.CallActivityAsync(nameof(CompileActivities.Fail), new CompileFailure(input, reason), Retrying.Default);
        }
    }

    /// <summary>
    /// A text that names an unknown figure, or a body that is gone, fails again however often it is tried; storage that did not respond may respond the
    /// next time.
    /// </summary>
    private static readonly TaskOptions Mistakes = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5))
        {
            HandleFailure = f => !f.IsCausedBy<CompileException>(),
        });
}

/// <summary>A version of a year's compilation.</summary>
public sealed record CompileId(int Year, int Version);

/// <summary>One document of it.</summary>
public sealed record CompileDocument(CompileId Compile, ReportDocumentId Document);

/// <summary>Its files, by blob name.</summary>
public sealed record CompileFiles(CompileId Compile, IReadOnlyList<string> Files);

/// <summary>Why it stopped; null where no reason is for the secretary to mend.</summary>
public sealed record CompileFailure(CompileId Compile, string? Reason);

/// <summary>The compile can't go on, and trying again won't help: the message says what to mend.</summary>
public sealed class CompileException(string reason) : Exception(reason);
