using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class HttpFunctionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenARouteHasValues_ThenTheyAreBoundByNameWithTheirType()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder => builder.Services.AddSingleton<Greeting>());
        using var client = host.CreateClient();

        Assert.Equal("hej Anna 7 7071-01-02", await client.GetStringAsync("/hej/Anna/7/7071-01-02", Cancellation));
        Assert.Equal("hej Anna 7 ingen", await client.GetStringAsync("/hej/Anna/7", Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/hej/Anna/sju", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task WhenAFunctionIsStaticOrReturnsNothing_ThenItRunsToo()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder => builder.Services.AddSingleton<Greeting>());
        using var client = host.CreateClient();

        var answer = await client.PostAsync("/tyst", new StringContent("text"), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("text", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenTheAppHasACatchAll_ThenItAnswersWhatNothingElseDoes()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder => builder.Services.AddSingleton<Greeting>());
        using var client = host.CreateClient();

        Assert.Equal("fanns inte: okänd/sida", await client.GetStringAsync("/okänd/sida", Cancellation));
        Assert.Equal("fanns inte: ", await client.GetStringAsync("/", Cancellation));
    }

    [Fact]
    public async Task WhenMiddlewareIsAdded_ThenTheFirstIsOutermostAndSeesTheResult()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder =>
        {
            builder.Services.AddSingleton<Greeting>();
            builder.UseMiddleware(async (context, next) =>
            {
                context.Items["order"] = "yttre ";
                await next();
                context.GetInvocationResult().Value = Results.Text($"{context.Items["order"]}{context.GetHttpContext()!.Request.Path}");
            });
            builder.UseWhen(context => context.FunctionDefinition.Name == "Tyst", async (context, next) =>
            {
                context.Items["order"] += "inre ";
                await next();
            });
        });
        using var client = host.CreateClient();

        var answer = await client.PostAsync("/tyst", new StringContent(""), Cancellation);

        Assert.Equal("yttre inre /tyst", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    public sealed class Greeting
    {
        public string Word { get; } = "hej";
    }

    public sealed class Functions(Greeting greeting)
    {
        [Function("Hej")]
        public IResult Hej(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hej/{name}/{number}/{day?}")] HttpRequest request, string name, int number, DateOnly? day) =>
            Results.Text(string.Create(
                CultureInfo.InvariantCulture, $"{greeting.Word} {name} {number} {(day is null ? "ingen" : $"{day:yyyy-MM-dd}")}{(request.Method == "GET" ? "" : "?")}"));

        [Function("Tyst")]
        public static async Task Tyst([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
        {
            request.HttpContext.Response.StatusCode = context.FunctionId == "Tyst" ? StatusCodes.Status202Accepted : StatusCodes.Status500InternalServerError;
            await request.Body.CopyToAsync(request.HttpContext.Response.Body, cancellation);
        }

        [Function("Resten")]
        public static Task<IResult> Resten([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string? path) =>
            Task.FromResult(Results.Text($"fanns inte: {path}{(request.Method == "GET" ? "" : "?")}"));
    }
}
