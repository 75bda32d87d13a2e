using Arshjulet.Functions.Survey;
using Arshjulet.Worker.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>Both hosts give every page as the same bytes: nothing is made alike before the comparison, and they read the same storage.</summary>
[Collection<SideBySide>]
public sealed class PageTests(TwoHosts hosts)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/lank", 200)]
    [InlineData("/lank?skickat=adress", 200)]
    [InlineData("/l/abcdefghijklmnopqrstuvwxyz", 404)]
    [InlineData("/l/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq", 404)]
    [InlineData("/tillganglighet", 200)]
    [InlineData("/svar/2080/kulturnamnden", 401)]
    [InlineData("/svar/2080/kulturnamnden/ai/excel?som=n%C3%A5gon", 401)]
    [InlineData("/enkat/tack", 200)]
    [InlineData("/enkat/2080/kulturnamnden", 409)]
    [InlineData("/enkat/2080/okand", 404)]
    [InlineData("/kansli", 302)]
    [InlineData("/kansli/2080?visa=allt", 302)]
    [InlineData("/kansli/inte-ett-ar", 404)]
    [InlineData("/finns/inte", 404)]
    [InlineData("/finns/n%C3%A5got%20annat%2Fh%C3%A4r?a=%26", 404)]
    [InlineData("/.env", 404)]
    public async Task When_somebody_opens_a_page_then_both_hosts_answer_alike(string path, int status)
    {
        var (azure, local) = await hosts.ReadAsync(path);

        Assert.Equal(status, azure.Status);
        Assert.Equal(local, azure);
    }

    [Theory]
    [InlineData("/kansli")]
    [InlineData("/kansli/2080")]
    [InlineData("/kansli/2080/beslut")]
    [InlineData("/kansli/2080/enkat")]
    [InlineData("/kansli/2080/mejl")]
    [InlineData("/kansli/2080/sakkunniga")]
    [InlineData("/kansli/2080/sammanstallningar")]
    [InlineData("/kansli/2080/sammantraden")]
    public async Task When_the_secretary_opens_a_page_then_both_hosts_answer_alike(string path)
    {
        var (azure, local) = await hosts.ReadAsync(path, Office.Secretary);

        Assert.Equal(200, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_a_reader_posts_what_only_a_secretary_may_then_both_hosts_refuse_alike()
    {
        var (azure, local) = await hosts.AskAsync(() => new HttpRequestMessage(HttpMethod.Post, "/kansli/2080/beslut"), new Office("Reader"));

        Assert.Equal(403, azure.Status);
        Assert.Equal(local, azure);
    }

    [Theory]
    [InlineData("HEAD", "/l/abcdefghijklmnopqrstuvwxyz", 404)]
    [InlineData("POST", "/finns/inte", 404)]
    [InlineData("DELETE", "/lank", 404)]
    [InlineData("OPTIONS", "/kansli", 404)]
    public async Task When_the_method_is_another_then_both_hosts_answer_alike(string method, string path, int status)
    {
        var (azure, local) = await hosts.AskAsync(() => new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_a_page_names_its_styles_scripts_and_icon_then_both_hosts_send_the_same_files()
    {
        var (page, _) = await hosts.ReadAsync("/lank");
        var files = page.Read().QuerySelectorAll("link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct().ToArray();
        Assert.NotEmpty(files);

        await Assert.AllAsync(files, async file =>
        {
            var (azure, local) = await hosts.ReadAsync(file);
            Assert.Contains("Cache-Control: public, max-age=31536000, immutable", azure.Headers.Split('\n'));
            Assert.Equal(local, azure);
        });
    }

    [Fact]
    public async Task When_a_managers_open_link_is_followed_then_both_hosts_answer_alike()
    {
        var codes = hosts.Local.Services.GetRequiredService<SurveyOpenLinks>();
        var secret = await codes.TryNewSecretAsync(new BodySurvey(ComingYear.Year, "valnamnden"), replaces: null, Cancellation);

        var (azure, local) = await hosts.ReadAsync($"/enkat/2080/valnamnden/{secret}");

        Assert.Equal(200, azure.Status);
        Assert.Equal(local, azure);
    }

    [Fact]
    public async Task When_a_personal_link_is_followed_then_both_hosts_answer_alike()
    {
        var secret = await hosts.NewLinkAsync("kulturnamnden");

        var (azure, local) = await hosts.ReadAsync($"/l/{secret}");

        Assert.Equal(200, azure.Status);
        Assert.Equal(local, azure);
    }
}
