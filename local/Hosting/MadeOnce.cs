namespace Arshjulet.Local.Hosting;

/// <summary>Something in storage that must be made before it is used. A failure is not kept: the next caller tries again.</summary>
internal sealed class MadeOnce(Func<Task> make)
{
    private Task? _made;

    public Task Value => _made is { IsFaulted: false, IsCanceled: false } made ? made : _made = make();
}
