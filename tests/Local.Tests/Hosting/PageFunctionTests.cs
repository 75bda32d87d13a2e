using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class PageFunctionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenAFunctionReturnsARazorComponent_ThenItIsRenderedWithTheInvocationsServices()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder =>
        {
            builder.Services.AddRazorComponents();
            builder.Services.AddScoped<Visit>();
        });
        using var client = host.CreateClient();

        Assert.Equal("<p>hej Anna</p>", await client.GetStringAsync("/sida", Cancellation));
    }

    public sealed class Visit
    {
        public string Name { get; set; } = "";
    }

    public sealed class Page : ComponentBase
    {
        [Inject] public Visit Visit { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, $"hej {Visit.Name}");
            builder.CloseElement();
        }
    }

    public sealed class Functions(Visit visit)
    {
        [Function("Sida")]
        public IResult Sida([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            visit.Name = request.Path == "/sida" ? "Anna" : "";
            return new RazorComponentResult<Page>();
        }
    }
}
