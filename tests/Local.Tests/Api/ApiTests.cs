using Arshjulet.Local.Hosting;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Arshjulet.Local.Tests.Api;

public sealed class ApiTests
{
    private static IEnumerable<Type> Declared => typeof(LocalHost).Assembly.GetTypes()
        .Where(type => type.IsVisible && type.Namespace?.StartsWith("Arshjulet", StringComparison.Ordinal) != true);

    [Fact]
    public void WhateverIsDeclaredInAnAzureNamespace_StandsInTheRealApi()
    {
        var surplus = new RealApi(RealApi.Text).Surplus(Declared);

        Assert.True(surplus.Count == 0, string.Join('\n', surplus));
        Assert.Contains(typeof(TimerInfo), Declared);
    }

    [Theory]
    [InlineData("  bool IsPastDue { get; set; }\n", "", "IsPastDue")]
    [InlineData("  bool IsPastDue { get; set; }", "  bool IsPastDue { get; }", "IsPastDue")]
    [InlineData("static HttpContext GetHttpContext(this FunctionContext context)", "static HttpContext GetHttpContext(FunctionContext context)", "GetHttpContext")]
    [InlineData("virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)", "gone", "CompleteMessageAsync")]
    [InlineData("string subject = null, string to", "string subject, string to", "subject")]
    [InlineData("sealed class Microsoft.Azure.Functions.Worker.TimerTriggerAttribute", "class Microsoft.Azure.Functions.Worker.TimerTriggerAttribute", "TimerTriggerAttribute")]
    [InlineData("Worker.FixedDelayRetryAttribute : RetryAttribute", "Worker.FixedDelayRetryAttribute : Attribute", "RetryAttribute")]
    [InlineData("  Function = 2\n", "  Function = 7\n", "Function = 2")]
    public void WhenTheRealApiSaysOtherwise_ThenTheDifferenceIsFound(string real, string otherwise, string found)
    {
        Assert.Contains(real, RealApi.Text, StringComparison.Ordinal);

        var surplus = new RealApi(RealApi.Text.Replace(real, otherwise, StringComparison.Ordinal)).Surplus(Declared);

        Assert.Contains(surplus, line => line.Contains(found, StringComparison.Ordinal));
    }
}
