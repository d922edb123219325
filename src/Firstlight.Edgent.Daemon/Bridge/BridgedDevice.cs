namespace Firstlight.Edgent.Daemon;

/// <summary>This board's device behind the bridge.</summary>
internal sealed class BridgedDevice(EdgentDevice device, bool wired) : IBridgedDevice
{
    public DeviceState State => DeviceState.Of(device.Mode, (int)device.LastError);

    public ICloud Cloud => device.Cloud;

    public async Task<string?> ClaimAsync(string code, CancellationToken cancellation) =>
        wired
            ? await device.ClaimAsync(code, cancellation)
            : "This board is set up over its access point; type the code on its page there.";
}
