using System.Net;
using Arshjulet.Local.Azurite;
using Arshjulet.Local.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class FaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenAFunctionThrows_ThenThePageIsSwedishAndTellsNothingOfTheFault()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions));
        using var client = host.CreateClient();

        var answer = await client.GetAsync("/trasig", Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("<html lang=\"sv\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>Något gick fel</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hemligt", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheAppsMiddlewareAnswersTheFault_ThenThatIsTheAnswer()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions), builder => builder.UseMiddleware(async (context, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
                context.GetInvocationResult().Value = Results.Text("appens egen sida", statusCode: 409);
            }
        }));
        using var client = host.CreateClient();

        var answer = await client.GetAsync("/trasig", Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("appens egen sida", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task WhenNoFunctionHasTheRoute_ThenItIsNotFound()
    {
        await using var host = await TestHost.StartAsync(azurite, typeof(Functions));
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/finns/inte", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/lokalt/finns/inte", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task WhenStorageIsDown_ThenThePageSaysSoAndWhenToTryAgain()
    {
        await using var storage = await AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation);
        await using var host = await TestHost.StartAsync(
            azurite, typeof(Functions), null, options => options with { StorageConnectionString = storage.ConnectionString() });
        using var client = host.CreateClient();
        Assert.Equal("0", await client.GetStringAsync("/tabeller", Cancellation));

        await storage.KillAsync();
        var answer = await client.GetAsync("/tabeller", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("<title>Tillfälligt ur funktion</title>", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    public sealed class Functions(HostStorage storage)
    {
        [Function("Trasig")]
        public static IResult Trasig([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException($"hemligt {request.Path}");

        [Function("Tabeller")]
        public async Task<IResult> Tabeller([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            var count = 0;
            await foreach (var table in storage.Tables.QueryAsync(table => table.Name == "finnsinte", cancellationToken: request.HttpContext.RequestAborted))
            {
                count += table.Name.Length;
            }

            return Results.Text($"{count}");
        }
    }
}
