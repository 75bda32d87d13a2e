#pragma warning disable
using System;
namespace Microsoft.Azure.Functions.Worker
{
    using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
    public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute { public string Orchestration { get; set; } }
    public sealed class ActivityTriggerAttribute : TriggerBindingAttribute { public string Activity { get; set; } }
    public sealed class DurableClientAttribute : InputBindingAttribute { public string TaskHub { get; set; } public string ConnectionName { get; set; } }
}
namespace Microsoft.DurableTask
{
    public abstract class DataConverter { public abstract object Deserialize(string data, Type targetType); public abstract string Serialize(object value); }
    public abstract class TaskOrchestrationContext { public abstract T GetInput<T>(); public abstract string InstanceId { get; } }
    public abstract class AsyncPageable<T> : System.Collections.Generic.IAsyncEnumerable<T> { public abstract System.Collections.Generic.IAsyncEnumerator<T> GetAsyncEnumerator(System.Threading.CancellationToken cancellationToken = default); }
}
namespace Microsoft.DurableTask.Client
{
    public enum OrchestrationRuntimeStatus { Running = 0, Completed = 1, ContinuedAsNew = 2, Failed = 3, Canceled = 4, Terminated = 5, Pending = 6, Suspended = 7 }
    public class OrchestrationQuery(DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, System.Collections.Generic.IEnumerable<OrchestrationRuntimeStatus> Statuses = null, System.Collections.Generic.IEnumerable<string> TaskHubNames = null, string InstanceIdPrefix = null, int PageSize = 100, bool FetchInputsAndOutputs = false, string ContinuationToken = null) { }
    public sealed class OrchestrationMetadata(string name, string instanceId)
    {
        public string Name => name; public string InstanceId => instanceId; public DateTimeOffset CreatedAt { get; init; } public DateTimeOffset LastUpdatedAt { get; init; }
        public OrchestrationRuntimeStatus RuntimeStatus { get; init; } public string SerializedCustomStatus { get; init; } public string SerializedInput { get; init; } public string SerializedOutput { get; init; }
        public TaskFailureDetails FailureDetails { get; init; }
        public bool IsCompleted { get; }
    }
    public abstract class DurableTaskClient
    {
        public abstract Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery filter = null);
        public virtual System.Threading.Tasks.Task<OrchestrationMetadata> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, System.Threading.CancellationToken cancellation = default) => throw new NotImplementedException();
        public virtual System.Threading.Tasks.Task TerminateInstanceAsync(string instanceId, object output, System.Threading.CancellationToken cancellation = default) => throw new NotImplementedException();
        public abstract System.Threading.Tasks.Task SuspendInstanceAsync(string instanceId, string reason = null, System.Threading.CancellationToken cancellation = default);
        public abstract System.Threading.Tasks.Task ResumeInstanceAsync(string instanceId, string reason = null, System.Threading.CancellationToken cancellation = default);
    }
    public class TaskFailureDetails { public string ErrorMessage => ""; public string ErrorType => ""; }
}
namespace Arshjulet.Local.Orchestrations
{
    using System.Threading; using System.Threading.Tasks; using Microsoft.DurableTask; using Microsoft.DurableTask.Client;
    public sealed record OrchestrationOptions { public string TaskHub { get; init; } = "arshjulet"; public bool ExtendedSessions { get; init; } = true; public int MaxConcurrentActivities { get; init; } = 10; public int MaxConcurrentOrchestrators { get; init; } = 10; public string? DefaultVersion { get; init; } }
    public sealed record ActivityCall(string Name, string InstanceId, string? SerializedInput, DataConverter Converter);
    public sealed record HistoryEntry(DateTimeOffset Time, string Kind, string? Name, string? Detail);
    public sealed class OrchestrationRegistry
    {
        public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) { }
        public void AddActivity(string name, Func<ActivityCall, CancellationToken, Task<object?>> run) { }
    }
    public sealed class OrchestrationEngine : IAsyncDisposable
    {
        public OrchestrationEngine(Azure.Data.Tables.TableServiceClient tables, Azure.Storage.Blobs.BlobServiceClient blobs, OrchestrationRegistry registry, OrchestrationOptions options, TimeProvider clock, Arshjulet.Local.Clock.WorkMeter meter, Microsoft.Extensions.Logging.ILoggerFactory logs) { }
        public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellation) => Task.CompletedTask;
        public DurableTaskClient Client => null!;
        public Task<System.Collections.Generic.IReadOnlyList<HistoryEntry>> ReadHistoryAsync(string instanceId, CancellationToken cancellation) => throw new NotImplementedException();
        public ValueTask DisposeAsync() => default;
    }
}
