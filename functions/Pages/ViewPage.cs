using Microsoft.AspNetCore.Components;

namespace Arshjulet.Functions.Pages;

/// <summary>A page or mail that shows one view: a record with all that it needs, so that the compiler finds anything missing.</summary>
public abstract class ViewPage<TView> : ComponentBase where TView : notnull
{
    [Parameter, EditorRequired] public required TView View { get; set; }
}
