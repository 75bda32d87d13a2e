using Arshjulet.Documents;
using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Compile;

/// <summary>
/// Compiles one version (<c>compile-2024-3</c>): takes a snapshot, reconciles the figures, writes the documents in parallel, and finally publishes
/// the version. If anything fails, the reason is stored where the secretary sees it.
/// </summary>
public static class CompileOrchestrator
{
    [Function(nameof(CompileOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CompileId input)
    {
        try
        {
            await context.CallActivityAsync(nameof(CompileActivities.TakeSnapshot), input, RetryUnlessContentIsWrong);
            await context.CallActivityAsync(nameof(CompileActivities.CheckFigures), input, RetryUnlessContentIsWrong);
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

    /// <summary>Retries storage failures, but not errors in the content, such as a text that refers to an unknown figure: those would fail again.</summary>
    private static readonly TaskOptions RetryUnlessContentIsWrong = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5))
        {
            HandleFailure = f => !f.IsCausedBy<CompileException>(),
        });
}

/// <summary>Identifies a version of a year's compilation.</summary>
public sealed record CompileId(int Year, int Version);

/// <summary>One document of a version.</summary>
public sealed record CompileDocument(CompileId Compile, ReportDocumentId Document);

/// <summary>A version's files, by blob name.</summary>
public sealed record CompileFiles(CompileId Compile, IReadOnlyList<string> Files);

/// <summary>Why a compilation failed. The reason is null if it is nothing that the secretary can fix.</summary>
public sealed record CompileFailure(CompileId Compile, string? Reason);

/// <summary>The compilation can't continue, and a retry would not help. The message says what to fix.</summary>
public sealed class CompileException(string reason) : Exception(reason);
