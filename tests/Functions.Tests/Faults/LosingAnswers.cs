using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>
/// A net that loses the storage's first answer to each write it is told to: the client asks again and meets its own write. Counts what was asked.
/// </summary>
internal sealed class LosingAnswers(Func<Request, bool> loses) : HttpPipelinePolicy
{
    public int Asked { get; private set; }

    /// <summary>What the storage does not take.</summary>
    public Func<Request, bool> Fails { get; init; } = _ => false;

    /// <summary>What others do before the client asks again.</summary>
    public Func<Task> BeforeAgain { get; init; } = () => Task.CompletedTask;

    public static TableServiceClient Tables(string connectionString, LosingAnswers net)
    {
        var options = new TableClientOptions();
        options.AddPolicy(net, HttpPipelinePosition.PerRetry);
        return new TableServiceClient(connectionString, options);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Asked++;
        if (Fails(message.Request))
        {
            throw new RequestFailedException((int)HttpStatusCode.ServiceUnavailable, "away");
        }

        await ProcessNextAsync(message, pipeline);
        if (loses(message.Request) && message.Response.Status < (int)HttpStatusCode.MultipleChoices)
        {
            await BeforeAgain();
            await ProcessNextAsync(message, pipeline);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    /// <summary>Anything that changes a table by itself or together.</summary>
    public static bool IsWrite(Request request) => request.Method != RequestMethod.Get;
}
