using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Pages;

/// <summary>Lives as long as one invocation, and is shared with the page that it returns.</summary>
public sealed class Visit
{
    public string Name { get; set; } = "";
}

public sealed class PageFunctions(Visit visit)
{
    [Function("Page")]
    public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        visit.Name = request.Query["name"].ToString();
        return new RazorComponentResult<Hello>();
    }
}
