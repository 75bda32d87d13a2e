using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>The app twice on the same storage, with the same settings: in a process of its own as on Azure, and in the local host.</summary>
public sealed class TwoHosts(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly ComingYear _city = new();
    private HttpClient _azure = null!;
    private HttpClient _local = null!;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("two-hosts-");

    public AzureHost Azure { get; private set; } = null!;

    public LocalHost Local { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.TakeAccount();
        var settings = DeployedApp.Settings(storage);
        settings["City__Folder"] = _city.Folder;
        Azure = await AzureHost.StartAsync(settings);
        Local = await LocalHost.StartAsync(
            typeof(YearStore).Assembly,
            "--port", "0", "--data", _data.FullName, "--storage", storage,
            "--City:Folder", _city.Folder, "--Site:Address", DeployedApp.Site, "--Logging:LogLevel:Default", "None");
        (_azure, _local) = (Clients.Create(Azure.Address), Clients.Create(Local.Address));
    }

    /// <summary>Sends the same request to both.</summary>
    /// <param name="request">Makes a request; each host gets one of its own.</param>
    /// <param name="office">Who has signed in.</param>
    public async Task<(Answer Azure, Answer Local)> AskAsync(Func<HttpRequestMessage> request, Office? office = null)
    {
        using var azure = request();
        using var local = request();
        if (office is not null)
        {
            azure.Headers.Add(Office.Header, office.Principal);
            await SignInAsync(local, office);
        }

        return (await SendAsync(_azure, azure), await SendAsync(_local, local));
    }

    /// <summary>Reads a page of both.</summary>
    public Task<(Answer Azure, Answer Local)> ReadAsync(string path, Office? office = null) =>
        AskAsync(() => new HttpRequestMessage(HttpMethod.Get, path), office);

    /// <summary>A new secret for the personal link of a body's first contact.</summary>
    public async Task<string> NewLinkAsync(string body)
    {
        var contact = Local.Services.GetRequiredService<CityContent>().Body(body).Contacts[0];
        var links = Local.Services.GetRequiredService<Links>();
        var link = new BodyLink(ComingYear.Year, body, contact.Id);
        await links.CreateAsync(link, Cancellation);
        return await Local.Services.GetRequiredService<LinkSecrets>().NewSecretAsync(link, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _azure.Dispose();
        _local.Dispose();
        await Local.DisposeAsync();
        await Azure.DisposeAsync();
        _city.Dispose();
        _data.Delete(recursive: true);
    }

    private static async Task<Answer> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, Cancellation);
        return await Answer.ReadAsync(response, Cancellation);
    }

    /// <summary>The local host stands in for App Service: whoever it is signs in on its page.</summary>
    private async Task SignInAsync(HttpRequestMessage request, Office office)
    {
        using var form = new FormUrlEncodedContent([new("namn", "Kim Kansli"), new("roll", office.Role), new("till", "/lokalt")]);
        using var signedIn = await _local.PostAsync("/lokalt/logga-in", form, Cancellation);
        request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}

/// <summary>The tests that share the two hosts.</summary>
[CollectionDefinition]
public sealed class SideBySide : ICollectionFixture<TwoHosts>;
