using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The local mailbox answers the app as Microsoft Graph does, and keeps every mail as it was sent.</summary>
public sealed class MailboxTests(AzuriteFixture azurite)
{
    private const string Sentitems = "/v1.0/users/intern@example.se/mailFolders/sentitems/messages?$select=id&$filter=internetMessageId eq ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_mail_is_sent_then_it_is_read_in_the_inbox_as_sent()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(client, "anna@example.se", "<1@example.se>")).StatusCode);
        await SendAsync(client, "bo@example.se", "<2@example.se>");

        var mail = Assert.Single((await client.GetFromJsonAsync<JsonArray>("/lokalt/inkorg.json?till=anna@example.se", Cancellation))!)!;
        Assert.Equal("Påminnelse: <b>AI</b>", mail["subject"]!.GetValue<string>());
        Assert.Equal("anna@example.se", mail["to"]![0]!.GetValue<string>());
        Assert.Equal(TestHost.Start, mail["sentAt"]!.GetValue<DateTimeOffset>());
        Assert.Contains("Hej & välkommen", mail["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("instruktion", await client.GetStringAsync(mail["attachments"]![0]!["href"]!.GetValue<string>(), Cancellation));

        var line = Assert.Single((await client.GetFromJsonAsync<JsonArray>("/lokalt/inkorg/rader.json?till=anna@example.se", Cancellation))!)!;
        Assert.Equal((mail["id"]!.GetValue<string>(), "Påminnelse: <b>AI</b>"), (line["id"]!.GetValue<string>(), line["subject"]!.GetValue<string>()));

        var page = await client.GetStringAsync($"/lokalt/inkorg/{mail["id"]}", Cancellation);
        Assert.Contains("P&#xE5;minnelse: &lt;b&gt;AI", page, StringComparison.Ordinal);
        Assert.Contains("<iframe title=\"Brevets innehåll\"", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        var letter = await client.GetAsync($"/lokalt/inkorg/{mail["id"]}/brev", Cancellation);
        Assert.Contains("sandbox", string.Join(' ', letter.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_sent_mail_is_looked_for_then_it_is_found_by_its_internet_message_id()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        await SendAsync(client, "anna@example.se", "<1@example.se>");

        var found = await client.GetFromJsonAsync<JsonObject>(Sentitems + "'<1@example.se>'", Cancellation);
        var missing = await client.GetFromJsonAsync<JsonObject>(Sentitems + "'<9@example.se>'", Cancellation);

        Assert.Single(found!["value"]!.AsArray());
        Assert.Empty(missing!["value"]!.AsArray());
    }

    [Fact]
    public async Task When_the_mailbox_is_told_to_fail_then_it_fails_that_often_as_Graph_does()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        await client.PostAsync("/lokalt/inkorg/fel", SignInTests.Form(("antal", "1"), ("status", "429")), Cancellation);

        var refused = await SendAsync(client, "anna@example.se", "<1@example.se>");
        var sent = await SendAsync(client, "anna@example.se", "<1@example.se>");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("ApplicationThrottled", (await refused.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["error"]!["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
    }

    [Fact]
    public async Task When_the_request_is_not_one_the_app_makes_then_the_error_is_Graphs()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();

        var unknown = await client.GetAsync("/v1.0/me", Cancellation);
        var empty = await client.PostAsJsonAsync("/v1.0/users/x/sendMail", new { message = new { subject = "utan mottagare" } }, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.NotNull((await unknown.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["error"]!["message"]);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }

    [Fact]
    public async Task When_the_app_reads_its_settings_then_they_name_the_mailbox()
    {
        await using var host = await TestHost.StartAsync(azurite);
        var settings = host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal(new Uri(host.Address, "v1.0").ToString(), settings["Graph:BaseAddress"]);
        Assert.NotNull(settings["AzureWebJobsStorage"]);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string to, string id) => client.PostAsJsonAsync(
        "/v1.0/users/intern@example.se/sendMail",
        new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["subject"] = "Påminnelse: <b>AI</b>",
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<p>Hej &amp; välkommen</p><a href='/start'>Svara</a>" },
                ["toRecipients"] = new JsonArray(new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = to } }),
                ["internetMessageId"] = id,
                ["attachments"] = new JsonArray(new JsonObject
                {
                    ["@odata.type"] = "#microsoft.graph.fileAttachment",
                    ["name"] = "instruktion.txt",
                    ["contentType"] = "text/plain",
                    ["contentBytes"] = Convert.ToBase64String("instruktion"u8),
                }),
            },
            ["saveToSentItems"] = true,
        },
        Cancellation);
}
