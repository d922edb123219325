using System.Threading.Channels;
using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>Tells programs and the service manager what the device is doing. Hears it on the device's loop, which waits for nobody.</summary>
internal sealed class ModeAnnouncer
{
    private const int WaitingMax = 16;

    private readonly Channel<DeviceState> _states = Channel.CreateBounded<DeviceState>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private readonly ServiceNotifier _service;

    public ModeAnnouncer(EdgentDevice device, BridgeServer bridge, ServiceNotifier service)
    {
        _service = service;
        device.Listen(mode =>
        {
            var state = DeviceState.Of(mode, (int)device.LastError);
            bridge.TellState(state);
            _states.Writer.TryWrite(state);
        });
    }

    /// <summary>Keeps the service manager's status line up to date until the power is gone.</summary>
    public async Task RunAsync(CancellationToken power)
    {
        try
        {
            while (true)
            {
                var (word, lastError) = await _states.Reader.ReadAsync(power);
                await _service.StatusAsync(lastError == 0 ? word : $"{word}, last error {lastError}");
            }
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            // The service ends; its last word is its exit code.
        }
    }
}
