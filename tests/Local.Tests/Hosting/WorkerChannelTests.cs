using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>Each answer of the worker goes to who asked, and a worker that ends leaves nobody waiting.</summary>
public sealed class WorkerChannelTests
{
    private readonly WorkerChannel _channel = new();

    [Fact]
    public async Task When_answers_come_in_another_order_then_each_goes_to_who_asked()
    {
        var load = _channel.AskAsync(new StreamingMessage { RequestId = "1", FunctionLoadRequest = new FunctionLoadRequest() });
        var invocation = _channel.AskAsync(new StreamingMessage { RequestId = "2", InvocationRequest = new InvocationRequest { InvocationId = "2" } });

        _channel.Receive(new StreamingMessage { RequestId = "another", FunctionLoadResponse = new FunctionLoadResponse() });
        _channel.Receive(new StreamingMessage { InvocationResponse = new InvocationResponse { InvocationId = "2" } });
        _channel.Receive(new StreamingMessage { RequestId = "1", FunctionLoadResponse = new FunctionLoadResponse { FunctionId = "f" } });
        _channel.Receive(new StreamingMessage { RequestId = "1", FunctionLoadResponse = new FunctionLoadResponse { FunctionId = "twice" } });

        Assert.Equal("2", (await invocation).InvocationResponse.InvocationId);
        Assert.Equal("f", (await load).FunctionLoadResponse.FunctionId);
    }

    [Fact]
    public async Task When_the_worker_ends_then_what_was_asked_fails_and_what_is_asked_later_too()
    {
        var before = _channel.AskAsync(new StreamingMessage { RequestId = "1" });

        _channel.End();
        _channel.End();
        _channel.Tell(new StreamingMessage());

        await Assert.ThrowsAsync<WorkerLostException>(() => before);
        await Assert.ThrowsAsync<WorkerLostException>(() => _channel.AskAsync(new StreamingMessage { RequestId = "2" }));
        await Assert.ThrowsAsync<WorkerLostException>(() => _channel.Connected);
        Assert.True(_channel.Ended.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task When_the_worker_logs_then_it_is_passed_on()
    {
        List<string> logged = [];
        _channel.Logged = log => logged.Add(log.Message);

        _channel.Receive(new StreamingMessage { StartStream = new StartStream() });
        _channel.Receive(new StreamingMessage { Log = new LogMessage { Message = "line" } });

        await _channel.Connected;
        Assert.Equal(["line"], logged);
    }
}
