using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// The host's port, taken before anything else is started, so that a taken port is reported at once and the address is known while the
/// app starts. Callers that come before the host is ready wait in line.
/// </summary>
internal sealed class LoopbackSocket : IAsyncDisposable
{
    private readonly Socket _socket;

    private LoopbackSocket(Socket socket) => _socket = socket;

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public Uri Address { get; private init; } = null!;

    /// <exception cref="StartRefusedException">Someone else has the port, or the system keeps it.</exception>
    public static LoopbackSocket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Elsewhere a bound port is exclusive by itself, and setting this would make it shared or block it after a restart.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(512);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            var why = fault.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is already in use" : $"cannot be taken ({fault.Message})";
            throw new StartRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"Port {port} {why}; choose another with --port, or --port 0 for any free one."), fault);
        }

        var taken = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return new LoopbackSocket(socket) { Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{taken}")) };
    }

    public Socket Hand() => _socket;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
