using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask.Worker.Shims;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

/// <summary>The registered activities, for Microsoft's dispatcher to run.</summary>
internal sealed class ActivityShims(RegisteredTasks tasks, DurableTaskShimFactory shims) : INameVersionObjectManager<TaskActivity>
{
    public void Add(ObjectCreator<TaskActivity> creator) => throw new NotSupportedException();

    public TaskActivity? GetObject(string name, string? version) =>
        tasks.Activities.TryGetValue(name, out var activity) ? shims.CreateActivity(name, activity) : null;
}

/// <summary>
/// An activity that the app does not have fails the call without failure details. The host writes a reason too, but the protocol to the
/// worker has no place for it.
/// </summary>
internal sealed class UnknownActivities(RegisteredTasks tasks)
{
    public Task FailAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        if (tasks.Activities.ContainsKey(scheduled.Name!))
        {
            return next();
        }

        context.SetProperty(new ActivityExecutionResult { ResponseEvent = new TaskFailedEvent(-1, scheduled.EventId, reason: null, details: null) });
        return Task.CompletedTask;
    }
}
