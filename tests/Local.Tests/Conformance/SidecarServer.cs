using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>A durable task sidecar on a loopback port of its own, for Microsoft's gRPC client to call.</summary>
public sealed class SidecarServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SidecarServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<SidecarServer> StartAsync<TSidecar>(TSidecar sidecar)
        where TSidecar : TaskHubSidecarService.TaskHubSidecarServiceBase
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(sidecar);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcService<TSidecar>();
        await app.StartAsync();
        return new SidecarServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
