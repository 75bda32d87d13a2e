namespace Arshjulet.Local.Hosting;

/// <summary>Where a test waits for the host that it starts.</summary>
internal sealed class LocalHostSeat(LocalHostOptions options)
{
    private readonly TaskCompletionSource<LocalApplication> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LocalHostOptions Options => options;

    public Task<LocalApplication> Started => _started.Task;

    public void Built(LocalApplication application) => application.Started += () => _started.TrySetResult(application);
}
