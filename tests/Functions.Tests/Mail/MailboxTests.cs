using System.Net;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Texts;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>A mail goes to Microsoft Graph with all that it holds, at the pace that the settings give.</summary>
public sealed class MailboxTests
{
    private readonly PostOffice _office = new();

    [Fact]
    public async Task A_mailbox_of_ones_own_is_called_at_its_address_and_without_a_token()
    {
        await _office.PutAsync(1);

        await _office.RoundAsync();

        var request = Assert.Single(_office.Graph.Requests);
        Assert.Equal($"{GraphNetwork.Address}/users/internkontroll%40exempel.example/sendMail", request.RequestUri!.AbsoluteUri);
        Assert.Null(request.Headers.Authorization);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task The_SDK_does_not_try_again_by_itself(HttpStatusCode status)
    {
        _office.Graph.AnswerWith(status);
        await _office.PutAsync(1);

        await _office.RoundAsync();

        Assert.Single(_office.Graph.Requests);
    }

    [Fact]
    public async Task When_the_mailbox_is_busy_with_a_question_then_nothing_is_sent()
    {
        await _office.PutAsync("m1", MailState.Retrying);
        _office.Graph.QuestionsAreRefused = true;

        var round = await _office.RoundAsync();

        Assert.Equal(_office.Now.AddMinutes(1), round.NotBefore);
        Assert.Empty(_office.Graph.Sent);
    }

    [Fact]
    public void Without_settings_the_pace_is_Exchange_Onlines() => Assert.Equal((30, 4), PaceOf());

    [Fact]
    public void Settings_change_the_pace() =>
        Assert.Equal((10, 1), PaceOf(("Mail:PerMinute", "10"), ("Mail:AtOnce", "1")));

    [Theory]
    [InlineData("Mail:PerMinute", "0")]
    [InlineData("Mail:PerMinute", "many")]
    [InlineData("Mail:AtOnce", "-1")]
    public void A_setting_that_is_wrong_stops_the_start_and_is_named(string setting, string value) =>
        Assert.Contains(setting, Assert.Throws<ContentException>(() => PaceOf((setting, value))).Message, StringComparison.Ordinal);

    private static (int PerMinute, int AtOnce) PaceOf(params (string Key, string Value)[] settings)
    {
        var all = settings.Append(("ServiceBus:fullyQualifiedNamespace", "kommun.servicebus.example"))
            .Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2));
        var options = new ConfigurationBuilder().AddInMemoryCollection(all).Build().Read<MailOptions>();
        return (options.PerMinute, options.AtOnce);
    }
}
