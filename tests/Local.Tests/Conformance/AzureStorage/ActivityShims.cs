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

/// <summary>An activity that the app does not have fails the call, with a message and without failure details.</summary>
internal sealed class UnknownActivities(RegisteredTasks tasks)
{
    public Task FailAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        if (tasks.Activities.ContainsKey(scheduled.Name!))
        {
            return next();
        }

        var message = $"The function '{scheduled.Name}' doesn't exist, is disabled, or is not an activity function.";
        context.SetProperty(new ActivityExecutionResult { ResponseEvent = new TaskFailedEvent(-1, scheduled.EventId, message, null) });
        return Task.CompletedTask;
    }
}
