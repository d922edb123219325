using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Tells the service manager how the program is (<c>sd_notify</c>): datagrams to the socket that <c>NOTIFY_SOCKET</c> names. Without one
/// nobody is told, and nothing else changes.
/// </summary>
public sealed class ServiceNotifier : IAsyncDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string WatchdogProcessVariable = "WATCHDOG_PID";

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _address;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    private ServiceNotifier(string? address, TimeSpan? watchdog, TimeProvider time, ILogger log)
    {
        (_time, _log, Watchdog) = (time, log, watchdog);
        if (address is null)
            return;
        // An address of the abstract kind is written with an at sign and meant with a NUL.
        _address = new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    }

    /// <summary>How long the service manager waits for a sign of life; null when it does not.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>The service manager that started this program, or nobody.</summary>
    public static ServiceNotifier Open(TimeProvider time, ILogger log) =>
        Open(Environment.GetEnvironmentVariable, time, log);

    internal static ServiceNotifier Open(Func<string, string?> variable, TimeProvider time, ILogger log)
    {
        var address = variable(SocketVariable);
        if (address is not { Length: > 1 } || address[0] is not ('/' or '@'))
            address = null;
        return new ServiceNotifier(address, ReadWatchdog(variable), time, log);
    }

    /// <summary>The program does its work now.</summary>
    public Task ReadyAsync() => SendAsync("READY=1");

    /// <summary>What it is doing, in one line; <c>systemctl status</c> shows it.</summary>
    public Task StatusAsync(string status) => SendAsync($"STATUS={status.ReplaceLineEndings(" ")}");

    /// <summary>It is about to end by itself.</summary>
    public Task StoppingAsync() => SendAsync("STOPPING=1");

    /// <summary>
    /// Gives a sign of life twice in each span that the service manager waits, as long as <paramref name="isAlive"/> says so; once it does not, the
    /// service manager restarts the program. Nothing to do when it does not wait for any.
    /// </summary>
    public void KeepAlive(Func<bool> isAlive)
    {
        if (_socket is not null && Watchdog is { } span)
            _watching = KeepAliveAsync(isAlive, span / 2);
    }

    /// <summary>No further signs of life.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _socket?.Dispose();
        _stopping.Dispose();
    }

    private async Task KeepAliveAsync(Func<bool> isAlive, TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause, _time);
        var wasAlive = true;
        try
        {
            do
            {
                var lives = isAlive();
                if (lives)
                    await SendAsync("WATCHDOG=1");
                else if (wasAlive)
                    Log.LoopStands(_log);
                wasAlive = lives;
            } while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task SendAsync(string message)
    {
        if (_socket is null)
            return;
        try
        {
            await _socket.SendToAsync(Encoding.UTF8.GetBytes(message), _address!, _stopping.Token);
        }
        catch (SocketException fault)
        {
            Log.NotNotified(_log, message, fault.Message);
        }
    }

    private static TimeSpan? ReadWatchdog(Func<string, string?> variable)
    {
        if (!long.TryParse(variable(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var micro))
            return null;
        var isForUs =
            variable(WatchdogProcessVariable) is not { Length: > 0 } process
            || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isForUs && micro > 0 ? TimeSpan.FromMicroseconds(micro) : null;
    }
}
