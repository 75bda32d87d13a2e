using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class LoadedFunctionTests
{
    private const string Http = """{ "name": "request", "type": "httpTrigger", "route": "a/{b}", "methods": ["get", "Post"] }""";

    [Fact]
    public void WhenTheHostHasTheTrigger_ThenTheFunctionIsRead()
    {
        var function = LoadedFunction.FromMetadata(
            Metadata(Http, """{ "name": "one", "type": "durableClient" }""", """{ "name": "$return", "type": "http" }"""));

        Assert.True(function.IsTriggeredBy(TriggerTypes.Http));
        Assert.Equal(("F", "request", "a/{b}"), (function.Name, function.TriggerParameter, function.TriggerText("route")));
        Assert.Null(function.TriggerText("methods"));
        Assert.Equal(["one"], function.DurableClients);
    }

    [Fact]
    public void WhenTheHostLacksTheTrigger_ThenTheStartIsRefusedWithASentence()
    {
        var metadata = Metadata("""{ "name": "blob", "type": "blobTrigger" }""");

        var refused = Assert.Throws<StartRefusedException>(() => LoadedFunction.FromMetadata(metadata));

        Assert.Equal("Function 'F': the local host has no blobTrigger. It has httpTrigger, timerTrigger, orchestrationTrigger, activityTrigger.", refused.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void WhenThereIsNotOneTrigger_ThenTheStartIsRefusedWithASentence(int count)
    {
        var refused = Assert.Throws<StartRefusedException>(() => LoadedFunction.FromMetadata(Metadata([.. Enumerable.Repeat(Http, count)])));

        Assert.Equal($"Function 'F' must have one trigger; it has {count}.", refused.Message);
    }

    private static FunctionMetadata Metadata(params string[] bindings) => new() { Name = "F", FunctionId = "1", RawBindings = { bindings } };
}
