using System.Net.Sockets;
using System.Text;
using Firstlight.Edgent.Linux;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent.Daemon.Tests.Fakes;

/// <summary>A bridge on a real socket, with programs of the test on it.</summary>
internal sealed class BridgeBench : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly CancellationTokenSource _power = new();
    private readonly Task _serving;

    public BridgeBench()
    {
        Path = _scratch.File("bridge.sock");
        Server = BridgeServer.Open(ConfigOf(Path), TimeProvider.System, NullLogger.Instance);
        _serving = Server.RunAsync(Device, _power.Token);
    }

    public string Path { get; }

    public FakeDevice Device { get; } = new();

    public BridgeServer Server { get; }

    public async Task<BridgeProgram> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), TestContext.Current.CancellationToken);
        return new BridgeProgram(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>A program that has read its greeting.</summary>
    public async Task<BridgeProgram> GreetedAsync()
    {
        var program = await ConnectAsync();
        (await program.ReadAsync()).ShouldContain("\"hello\"");
        (await program.ReadAsync()).ShouldContain("\"state\"");
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        await _power.CancelAsync();
        await _serving;
        await Server.DisposeAsync();
        _power.Dispose();
        _scratch.Dispose();
    }

    public static DaemonConfig ConfigOf(string socket) =>
        new()
        {
            Product = new EdgentOptions
            {
                TemplateId = "TMPL12345678",
                TemplateName = "Thermostat",
                FirmwareVersion = "1.2.3",
            },
            Board = new BoardSettings(),
            Datastreams = new Datastreams(
                new Dictionary<string, byte>(StringComparer.Ordinal) { ["Temperature"] = 0, ["Set Temperature"] = 1 }
            ),
            BridgeSocket = socket,
        };
}

/// <summary>A program in another language.</summary>
internal sealed class BridgeProgram(Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StreamReader _reader = new(stream);

    public async Task SayAsync(string line) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), TestContext.Current.CancellationToken);

    /// <summary>The next line; empty when the bridge hung up.</summary>
    public async Task<string> ReadAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await _reader.ReadLineAsync(limit.Token) ?? "";
        }
        catch (IOException)
        {
            return ""; // Hung up while something of ours was still unread.
        }
    }

    public void Dispose() => _reader.Dispose();
}
