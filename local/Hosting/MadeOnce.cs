namespace Arshjulet.Local.Hosting;

/// <summary>Something in storage that must be created before it is used. After a failure, the next caller tries again.</summary>
internal sealed class MadeOnce(Func<Task> make)
{
    private Task? _made;

    public Task Value => _made is { IsFaulted: false, IsCanceled: false } made ? made : _made = make();
}
