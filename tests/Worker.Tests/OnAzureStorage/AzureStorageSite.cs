using System.Globalization;
using System.Net;
using System.Text.Json;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Years;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Mailbox;
using Arshjulet.Local.Queues;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Arshjulet.Worker.Tests.Hosting;
using Azure.Messaging.ServiceBus;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>
/// The app on Microsoft's worker with its orchestrations on Microsoft's Azure Storage backend. Only the clock, the mail queue and the mailbox are the
/// local host's: a year can't be waited for, and neither Service Bus nor Exchange is to be had here.
/// </summary>
internal sealed class AzureStorageSite : IYearSite
{
    private readonly WorkMeter _meter = new();
    private readonly WorkerChannel _channel = new();
    private readonly FunctionsWorker _worker;
    private readonly LocalClock _clock;
    private readonly QueueBroker _queues;
    private readonly AzureStorageHub _hub;
    private readonly WebApplication _server;
    private AppProgram _program = null!;
    private FrontDoor _front = null!;
    private GrpcChannel _client = null!;

    private AzureStorageSite(string account, DateTimeOffset begins)
    {
        var storage = new HostStorage(account);
        _worker = new FunctionsWorker(_channel);
        _clock = new LocalClock(_meter, null, begins);
        _queues = new QueueBroker(storage, _clock, new QueueSettings());
        _hub = new AzureStorageHub(account, new WorkerOrchestrations(_worker).Code, _clock, _meter);
        Mail = new MailStore(storage, _clock);
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        web.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        web.Services.AddSingleton(_channel).AddSingleton(_hub);
        _server = web.Build();
        _server.MapGrpcService<FunctionRpcService>();
        _server.MapGrpcService<HubSidecar>();
        GraphEndpoints.Map(_server, Mail);
    }

    public Uri Address => _front.Address;

    public MailStore Mail { get; }

    public DurableTaskClient Orchestrations { get; private set; } = null!;

    public static async Task<AzureStorageSite> StartAsync(string account, DateTimeOffset begins, IReadOnlyDictionary<string, string> settings)
    {
        var site = new AzureStorageSite(account, begins);
        await site.StartAsync(account, settings);
        return site;
    }

    public Task SignInAsync(Browser browser) => browser.OpenAsync("/.auth/login/aad?post_login_redirect_uri=/kansli");

    /// <summary>And then the app's timer functions run, as on Azure after the host has slept.</summary>
    public async Task MoveToAsync(DateTimeOffset to)
    {
        await _hub.MoveToAsync(to);
        foreach (var function in _worker.Functions.Where(function => function.IsTriggeredBy(TriggerTypes.Timer)))
        {
            var due = JsonSerializer.Serialize(new { Schedule = new { AdjustForDST = true }, ScheduleStatus = (object?)null, IsPastDue = true });
            var response = await _worker.InvokeAsync(function, new TypedData { Json = due }, CancellationToken.None);
            if (response.Result.Status != StatusResult.Types.Status.Success)
            {
                throw new InvalidOperationException($"{function.Name}: {response.Result.Exception?.Message}");
            }
        }

        await RestAsync();
    }

    public Task RestAsync() => _meter.WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _hub.DisposeAsync();
        (await _program.Built).GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _program.Ended;
        await Orchestrations.DisposeAsync();
        _client.Dispose();
        _channel.End();
        await _server.DisposeAsync();
        _clock.Dispose();
    }

    private async Task StartAsync(string account, IReadOnlyDictionary<string, string> settings)
    {
        await _server.StartAsync();
        var (host, mailbox) = (new Uri(_server.Urls.First()), new Uri(_server.Urls.Last()));
        string[] args =
        [
            $"--Functions:Worker:HostEndpoint={host}", "--Functions:Worker:WorkerId=worker", "--Functions:Worker:RequestId=request",
            string.Create(CultureInfo.InvariantCulture, $"--Functions:Worker:GrpcMaxMessageLength={int.MaxValue}"),
            $"--AzureWebJobsStorage={account}",
            "--ServiceBus:fullyQualifiedNamespace=local.servicebus.invalid",
            $"--Graph:BaseAddress={new Uri(mailbox, "v1.0")}",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var app = new AppAssembly(typeof(YearStore).Assembly);
        _program = await AppProgram.StartAsync(
            app, args, services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<ServiceBusClient>(new LocalServiceBusClient(_queues)));
        if (_program.Ended.IsCompleted)
        {
            throw new InvalidOperationException($"The app ended with {await _program.Ended}.");
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (await _program.Built).GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await _worker.LoadAsync(host, "arshjulet", app.Directory, CancellationToken.None);
        await started.Task;
        await _hub.StartAsync();
        _front = await FrontDoor.OpenAsync(_worker);
        _client = GrpcChannel.ForAddress(host);
        Orchestrations = new GrpcDurableTaskClient("test", new GrpcDurableTaskClientOptions { Channel = _client }, NullLogger.Instance);
    }
}
