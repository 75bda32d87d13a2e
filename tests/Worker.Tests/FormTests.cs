using System.Net.Http.Headers;
using Arshjulet.Worker.Tests.Hosting;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>A form that is posted, a file that is uploaded and a fault in it are answered alike by Azure's front door and the local host.</summary>
[Collection<SideBySide>]
public sealed class FormTests(TwoHosts hosts)
{
    private const long LargestBody = 30_000_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_secretary_uploads_an_instruction_then_both_hosts_answer_alike_and_show_it()
    {
        const string name = "Anvisning om AI åäö.pdf";

        var (azure, local) = await hosts.AskAsync(() => Upload("/kansli/2080/anvisningar/ai", name, "%PDF-1.7 Svara på allt"u8.ToArray()), Office.Secretary);

        Assert.Equal(303, azure.Status);
        Assert.Contains("Location: /kansli/2080/beslut#anvisningar", azure.Headers.Split('\n'));
        Assert.Equal(local, azure);
        var (shown, alike) = await hosts.ReadAsync("/kansli/2080/beslut", Office.Secretary);
        Assert.Contains(name, shown.Read().Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(alike, shown);
    }

    [Fact]
    public async Task When_an_upload_is_larger_than_the_worker_takes_then_both_hosts_say_so_alike()
    {
        var (azure, local) = await hosts.AskAsync(() => Upload("/kansli/2080/anvisningar/ai", "stor.pdf", new byte[LargestBody]), Office.Secretary);

        Assert.Equal(413, azure.Status);
        Assert.Equal(local.Body, azure.Body);
    }

    [Fact]
    public async Task When_a_respondent_opens_the_link_then_a_cookie_leads_to_the_same_start_page()
    {
        var secret = await hosts.NewLinkAsync("fritidsnamnden");

        var (azure, local) = await hosts.AskAsync(() => Post($"/l/{secret}", ("person", "ja")));

        Assert.Equal(303, azure.Status);
        Assert.Contains("Location: /svar/2080/fritidsnamnden", azure.Headers.Split('\n'));
        var (cookie, other) = (azure.Cookie("svar"), local.Cookie("svar"));
        Assert.Equal(other.Attributes, cookie.Attributes);
        Assert.Equal(local with { Headers = local.Headers.Replace(other.Value, cookie.Value, StringComparison.Ordinal) }, azure);
        var (start, alike) = await hosts.AskAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "/svar/2080/fritidsnamnden") { Headers = { { "Cookie", cookie.Value } } });
        Assert.Equal(200, start.Status);
        Assert.Equal(alike, start);
    }

    [Fact]
    public async Task When_a_box_is_not_ticked_then_both_hosts_show_the_same_fault()
    {
        var secret = await hosts.NewLinkAsync("fritidsnamnden");

        var (azure, local) = await hosts.AskAsync(() => Post($"/l/{secret}", ("person", "nej")));

        Assert.Equal(422, azure.Status);
        Assert.Equal(local, azure);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 422)]
    [InlineData("Origin", "https://annan.example", 403)]
    [InlineData("Origin", DeployedApp.Site, 422)]
    public async Task When_a_form_is_posted_then_both_hosts_take_it_from_the_site_alone(string header, string value, int status)
    {
        var (azure, local) = await hosts.AskAsync(() =>
        {
            var post = Post("/lank", ("adress", "ingen adress"));
            post.Headers.Add(header, value);
            return post;
        });

        Assert.Equal(status, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_a_form_comes_from_the_address_that_the_request_was_sent_to_then_the_worker_takes_it()
    {
        using var http = Clients.Create(hosts.Azure.Address);
        using var post = Post("/lank", ("adress", "ingen adress"));
        post.Headers.Add("Origin", $"http://{hosts.Azure.Address.Authority}");

        using var response = await http.SendAsync(post, Cancellation);

        // The host passes the name on in X-Forwarded-Host: the worker's own address is another.
        Assert.Equal(422, (int)response.StatusCode);
    }

    private static HttpRequestMessage Post(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };

    private static HttpRequestMessage Upload(string path, string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");

        // Nothing is sent before the app has begun to read: one that refuses the upload has answered by then.
        var form = new MultipartFormDataContent { { file, "fil", name } };
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = form, Headers = { ExpectContinue = true } };
    }
}
