using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A virtual device's restart line: the air forgets it, and booting takes its time.</summary>
internal sealed class VirtualRestart(VirtualRadio radio, SerialLog serial, RoomOptions options) : IRestart
{
    /// <summary>Told before each restart; a boot loader would choose the firmware now.</summary>
    public Action Restarting { get; set; } = static () => { };

    public async Task RestartAsync(RestartReason reason, CancellationToken cancellation)
    {
        await radio.LowerAccessPointAsync(cancellation);
        await radio.LeaveAsync(cancellation);
        await BootAsync(cancellation);
        Restarting();
        cancellation.ThrowIfCancellationRequested();
    }

    public Task BootAsync(CancellationToken cancellation)
    {
        serial.Write("(boot)");
        return options.Air.Boot == TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(options.Air.Boot, options.Time, cancellation);
    }
}
