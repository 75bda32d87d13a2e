using System.Net;
using System.Reflection;
using System.Text;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Arshjulet.Functions.Tests.BadInput;

/// <summary>The office's pages are for those who are signed in with a role, and a log that was changed says so.</summary>
public sealed class OfficeTests(DistributedYear year) : IClassFixture<DistributedYear>
{
    /// <summary>Every route of the office, as the app declares them: one that is added is tested.</summary>
    public static TheoryData<string, string> Routes =>
    [
        .. typeof(YearStore).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger.Route?.StartsWith("kansli", StringComparison.Ordinal) == true)
            .Select(trigger => (trigger.Methods!.Single(), PathOf(trigger.Route!))),
    ];

    private static readonly Dictionary<string, string> RouteValues = new()
    {
        ["{year:int}"] = "2024",
        ["{body?}"] = "revisionen",
        ["{body}"] = "revisionen",
        ["{form}"] = "sjalvskattning",
        ["{version:int}"] = "1",
        ["{sequence:int}"] = "1",
        ["{hash}"] = new('a', 64),
        ["{file}"] = "fil.docx",
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task When_nobody_is_signed_in_then_the_office_leads_to_signing_in(string method, string path)
    {
        using var client = year.Site.Host.CreateClient();
        using var request = Request(method, path);
        const string Principal = """{"claims":[{"typ":"roles","val":"Secretary"},{"typ":"name","val":"Elak"}]}""";
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(Principal)));

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/.auth/login/aad?post_login_redirect_uri=%2Fkansli", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task When_a_reader_is_signed_in_then_pages_are_read_and_nothing_is_changed(string method, string path)
    {
        using var reader = await year.Site.OfficeAsync("Reader");
        using var request = Request(method, path);

        var page = await reader.SendAsync(request);

        // The log tells what people have done; that is for the secretary.
        var denied = method == "post" || path.Contains("/logg", StringComparison.Ordinal);
        Assert.Equal(denied, page.Status == HttpStatusCode.Forbidden);
        Assert.Equal(denied, page.Heading == "Du har inte behörighet");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task When_the_secretary_is_signed_in_then_nothing_is_forbidden_and_nothing_fails(string method, string path)
    {
        using var secretary = await year.Site.OfficeAsync();
        using var request = Request(method, path);

        var page = await secretary.SendAsync(request);

        Assert.NotEqual(HttpStatusCode.Forbidden, page.Status);
        Assert.True((int)page.Status < 500, $"{method} {path}: {page.Status} {page.Text}");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task When_there_is_no_such_year_then_it_is_not_found(string method, string path)
    {
        if (path == "/kansli")
        {
            return;
        }

        using var secretary = await year.Site.OfficeAsync();
        using var request = Request(method, path.Replace("2024", "1999", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, (await secretary.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("/kansli/2024/svar/finns-inte")]
    [InlineData("/kansli/2024/svar/byggnamnden/finns-inte")]
    [InlineData("/kansli/2024/logg/finns-inte")]
    [InlineData("/kansli/2024/sammanstallningar/v9/fil.docx")]
    [InlineData("/kansli/2024/sammanstallningar/v1/..%2Funderlag.json")]
    [InlineData("/kansli/tjugofyra")]
    public async Task When_there_is_nothing_at_an_address_of_the_office_then_it_is_not_found(string path)
    {
        using var secretary = await year.Site.OfficeAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task When_a_row_of_the_log_is_changed_then_the_log_says_from_where_it_is_broken()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var respondent = await year.Site.BuildingAsync();
        await respondent.PostAsync("/svar/2024/byggnamnden/webb", ("q.utsedd", "bra"));
        await respondent.OpenAsync("/svar/2024/byggnamnden/webb");
        await respondent.PostAsync("/svar/2024/byggnamnden/webb", ("q.utsedd", "battre"));
        using var secretary = await year.Site.OfficeAsync();
        Assert.Contains("Loggen är hel", (await secretary.OpenAsync("/kansli/2024/logg/byggnamnden")).Text, StringComparison.Ordinal);

        var table = year.Site.TableNamed("Audit");
        TableEntity row = await table.GetEntityAsync<TableEntity>("2024-byggnamnden", "0000000002", cancellationToken: cancellation);
        row["Who"] = "någon-annan";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);

        Assert.Contains("Loggen är bruten från rad 2", (await secretary.OpenAsync("/kansli/2024/logg/byggnamnden")).Text, StringComparison.Ordinal);
    }

    private static string PathOf(string route) =>
        RouteValues.Aggregate($"/{route}", (path, value) => path.Replace(value.Key, value.Value, StringComparison.Ordinal));

    private static HttpRequestMessage Request(string method, string path) =>
        new(new HttpMethod(method.ToUpperInvariant()), path) { Content = method == "post" ? new FormUrlEncodedContent([]) : null };
}
