using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>An app that needs a trigger the local host lacks is refused at the start, with a sentence that names it.</summary>
public sealed class LoadedFunctionTests
{
    private const string Http = """{ "name": "request", "type": "httpTrigger", "route": "a/{b}", "methods": ["get", "Post"] }""";

    [Fact]
    public void When_the_host_has_the_trigger_then_the_function_is_read()
    {
        var function = LoadedFunction.FromMetadata(
            Metadata(Http, """{ "name": "one", "type": "durableClient" }""", """{ "name": "$return", "type": "http" }"""));

        Assert.True(function.IsTriggeredBy(TriggerTypes.Http));
        Assert.Equal(("F", "request", "a/{b}"), (function.Name, function.TriggerParameter, function.TriggerText("route")));
        Assert.Null(function.TriggerText("methods"));
        Assert.Equal(["one"], function.DurableClients);
    }

    [Fact]
    public void When_the_host_lacks_the_trigger_then_the_start_is_refused_with_a_sentence()
    {
        var metadata = Metadata("""{ "name": "blob", "type": "blobTrigger" }""");

        var refused = Assert.Throws<StartRefusedException>(() => LoadedFunction.FromMetadata(metadata));

        Assert.Equal(
            "Function 'F': the local host has no blobTrigger. It has httpTrigger, timerTrigger, orchestrationTrigger, activityTrigger.",
            refused.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void When_there_is_not_one_trigger_then_the_start_is_refused_with_a_sentence(int count)
    {
        var refused = Assert.Throws<StartRefusedException>(() => LoadedFunction.FromMetadata(Metadata([.. Enumerable.Repeat(Http, count)])));

        Assert.Equal($"Function 'F' must have one trigger; it has {count}.", refused.Message);
    }

    private static FunctionMetadata Metadata(params string[] bindings) => new() { Name = "F", FunctionId = "1", RawBindings = { bindings } };
}
