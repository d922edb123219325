using System.Net.Sockets;
using Firstlight.Edgent.Linux;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>
/// The socket at which programs in other languages meet the device: lines of JSON, several programs at once. Who may open it is
/// the file's mode and group. The page is <c>docs/protocols/bridge.md</c>.
/// </summary>
internal sealed class BridgeServer : IAsyncDisposable
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private static readonly byte[] Full = BridgeLines.Error(
        new BridgeFault("busy", "bridge", $"{BridgeLimits.ProgramsMax} programs are connected already."),
        id: null
    );

    private readonly string _path;
    private readonly Socket _listener;
    private readonly Datastreams _datastreams;
    private readonly EdgentOptions _product;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly BridgeLines _lines;
    private readonly Lock _gate = new();
    private readonly Dictionary<ProgramSession, Task> _programs = [];

    private BridgeServer(string path, Socket listener, DaemonConfig config, TimeProvider time, ILogger log)
    {
        (_path, _listener, _time, _log) = (path, listener, time, log);
        (_datastreams, _product) = (config.Datastreams, config.Product);
        _lines = new BridgeLines(_datastreams);
    }

    /// <summary>Opens the socket.</summary>
    /// <exception cref="BoardUnavailableException">It cannot be made there.</exception>
    public static BridgeServer Open(DaemonConfig config, TimeProvider time, ILogger log)
    {
        var path = config.BridgeSocket;
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path); // Left by a process that was killed; two daemons on one board would fight over the radio first.
            listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, OwnerAndGroup);
            listener.Listen(BridgeLimits.ProgramsMax);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SocketException)
        {
            listener.Dispose();
            throw new BoardUnavailableException($"The bridge's socket {path} cannot be made: {fault.Message}");
        }

        Log.BridgeOpen(log, path);
        return new BridgeServer(path, listener, config, time, log);
    }

    /// <summary>Tells every program what the device is doing.</summary>
    public void TellState(DeviceState state) => TellAll(BridgeLines.State(state));

    /// <summary>Tells every program that the cloud wrote a pin.</summary>
    public void TellValue(byte pin, VirtualValue value) => TellAll(_lines.Value(pin, value));

    /// <summary>Serves programs until the power is gone.</summary>
    public async Task RunAsync(IBridgedDevice device, CancellationToken power)
    {
        var (reader, runner) = (new RequestReader(_datastreams), new RequestRunner(device));
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(power);
                Welcome(
                    socket,
                    stream => new ProgramSession(stream, reader, runner, device, _time, _log),
                    device,
                    power
                );
            }
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            Task[] left;
            lock (_gate)
                left = [.. _programs.Values];
            await Task.WhenAll(left);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private void Welcome(
        Socket socket,
        Func<Stream, ProgramSession> open,
        IBridgedDevice device,
        CancellationToken power
    )
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        var program = open(stream);
        lock (_gate)
        {
            if (_programs.Count == BridgeLimits.ProgramsMax)
            {
                Log.TooManyPrograms(_log, BridgeLimits.ProgramsMax);
                socket.Send(Full); // Into an empty buffer: it does not wait.
                stream.Dispose();
                return;
            }

            // Within the gate: no change of state comes between what the program is told first and what it hears afterwards.
            program.Tell(BridgeLines.Hello(_product));
            program.Tell(BridgeLines.State(device.State));
            _programs[program] = ServeAsync(program, stream, power);
        }
    }

    private async Task ServeAsync(ProgramSession program, Stream stream, CancellationToken power)
    {
        await Task.Yield(); // Out of the gate.
        await using (stream)
            await program.RunAsync(power);
        lock (_gate)
            _programs.Remove(program);
    }

    private void TellAll(byte[] line)
    {
        lock (_gate)
        {
            foreach (var program in _programs.Keys)
                program.Tell(line);
        }
    }
}
