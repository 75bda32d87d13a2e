using Microsoft.AspNetCore.Components;

namespace Arshjulet.Functions.Pages;

/// <summary>A page or a mail that shows one view: a record with everything it needs, so that the compiler sees to it that nothing is missing.</summary>
public abstract class ViewPage<TView> : ComponentBase where TView : notnull
{
    [Parameter, EditorRequired] public required TView View { get; set; }
}
