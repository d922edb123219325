using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A virtual device's restart line: the air forgets it, and booting takes its time.</summary>
internal sealed class VirtualRestart(VirtualRadio radio, SerialLog serial, RoomOptions options) : IRestart
{
    public async Task RestartAsync(RestartReason reason, CancellationToken cancellation)
    {
        await radio.LowerAccessPointAsync(cancellation);
        await radio.LeaveAsync(cancellation);
        await BootAsync(cancellation);
    }

    public Task BootAsync(CancellationToken cancellation)
    {
        serial.Write("(boot)");
        return options.Air.Boot == TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(options.Air.Boot, options.Time, cancellation);
    }
}
